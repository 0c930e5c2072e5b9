package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The names of the keys that every projection into Redis has. */
public record RedisKeys(String projection) {

  /**
   * Hash: the versions of the code that made the keys of this database, and the number of swaps.
   */
  public static final String GENERATION = "projection:generation";

  /** Exists while a swap is prepared; no position of this database may move during that time. */
  public static final String HOLD = "projection:hold";

  /** Hash: topic and partition to topic id and next offset. */
  public String positions() {
    return "projection:%s:positions".formatted(projection);
  }

  /** Set: the streams with parked records. */
  public String parkedStreams() {
    return "projection:%s:parked".formatted(projection);
  }

  /** Hash: coordinates to a pointer in JSON. */
  public String parkedEvents() {
    return "projection:%s:parked:events".formatted(projection);
  }

  /** Hash: stream to the coordinates of its last parked record. */
  public String parkedLast() {
    return "projection:%s:parked:last".formatted(projection);
  }

  /** Number of retries of parked records. A retry may change keys without moving a position. */
  public String retries() {
    return "projection:%s:parked:retries".formatted(projection);
  }

  /**
   * Hash: the skips from the audit log, and the positions up to which it was read. Both are written
   * together.
   */
  public String skips() {
    return "projection:%s:skips".formatted(projection);
  }

  /** Exists as long as every partition of a watched projection is up to date. */
  public String heartbeat() {
    return "projection:%s:heartbeat".formatted(projection);
  }

  /** Hash: topic and partition to the last time at which it was up to date. */
  public String beats() {
    return "projection:%s:beats".formatted(projection);
  }

  List<String> ofBatch() {
    return List.of(positions(), parkedStreams(), parkedEvents(), parkedLast(), GENERATION, HOLD);
  }

  List<String> ofBeat() {
    return List.of(positions(), heartbeat(), beats());
  }

  static String field(TopicPartition partition) {
    return partition.topic() + ":" + partition.partition();
  }

  static String field(Coordinates at) {
    return field(at.partition()) + ":" + at.offset();
  }

  static TopicPartition parsePartition(String field) {
    String[] parts = field.split(":", 2);
    return new TopicPartition(parts[0], Integer.parseInt(parts[1]));
  }

  /** Reads a field of {@link #parkedEvents}. */
  public static Coordinates parseField(String field) {
    String[] parts = field.split(":", 3);
    return new Coordinates(
        new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
  }

  static String member(ParkedStream stream) {
    return field(stream.partition()) + ":" + stream.streamKey();
  }

  /** Reads a member of {@link #parkedStreams}. */
  public static ParkedStream parseMember(String member) {
    String[] parts = member.split(":", 3);
    return new ParkedStream(new TopicPartition(parts[0], Integer.parseInt(parts[1])), parts[2]);
  }
}
