package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The names of the keys that every projection into Redis has. */
public record RedisKeys(String projection) {

  /** Hash: what made the keys of this database, and how often databases were swapped. */
  public static final String GENERATION = "projection:generation";

  /** There while whoever swaps databases wants no position of this one to move. */
  public static final String HOLD = "projection:hold";

  /** Hash: topic and partition to topic id and next offset. */
  public String positions() {
    return "projection:%s:positions".formatted(projection);
  }

  /** Set: the streams of which something is parked. */
  public String parkedStreams() {
    return "projection:%s:parked".formatted(projection);
  }

  /** Hash: coordinates to a pointer in JSON. */
  public String parkedEvents() {
    return "projection:%s:parked:events".formatted(projection);
  }

  /** Hash: stream to the coordinates of the last record of it that was parked. */
  public String parkedLast() {
    return "projection:%s:parked:last".formatted(projection);
  }

  /** How often parked records were retried: keys may change by that, and positions do not. */
  public String retries() {
    return "projection:%s:parked:retries".formatted(projection);
  }

  /** Hash: what the audit log says is skipped, and how far it was read; both or none is there. */
  public String skips() {
    return "projection:%s:skips".formatted(projection);
  }

  /** There as long as every partition is up to date, of projections that are watched. */
  public String heartbeat() {
    return "projection:%s:heartbeat".formatted(projection);
  }

  /** Hash: topic and partition to when it was up to date the last time. */
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
