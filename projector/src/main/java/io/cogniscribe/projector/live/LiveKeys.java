package io.cogniscribe.projector.live;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projector.engine.Coordinates;
import io.cogniscribe.projector.parking.ParkedStream;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** The names of the projection's keys in Redis. */
final class LiveKeys {

  /** Hash: topic and partition to topic id and next offset. */
  static final String POSITIONS = "projection:live:positions";

  /** Set: the streams of which something is parked. */
  static final String PARKED_STREAMS = "projection:live:parked";

  /** Hash: coordinates to a pointer in JSON. */
  static final String PARKED_EVENTS = "projection:live:parked:events";

  private LiveKeys() {}

  static String task(UUID jobId) {
    return "task:" + jobId;
  }

  /** Tells late progress of a deleted job from the first progress of another. */
  static String tombstone(UUID jobId) {
    return "projection:live:deleted:" + jobId;
  }

  static String counter(JobStatus status) {
    return "counter:jobs:" + status.label();
  }

  static String field(TopicPartition partition) {
    return partition.topic() + ":" + partition.partition();
  }

  static String field(Coordinates at) {
    return field(at.partition()) + ":" + at.offset();
  }

  static String member(ParkedStream stream) {
    return field(stream.partition()) + ":" + stream.streamKey();
  }

  static ParkedStream parseMember(String member) {
    String[] parts = member.split(":", 3);
    return new ParkedStream(new TopicPartition(parts[0], Integer.parseInt(parts[1])), parts[2]);
  }
}
