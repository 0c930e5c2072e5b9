package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.ParkedStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The first parked record of each stream, at one position: in the active generation, and by the
 * current code. A stream is parked from its first parked record to its end.
 */
record Parking(Map<ParkedStream, Long> active, Map<ParkedStream, Long> rebuilt) {

  Parking {
    active = Map.copyOf(active);
    rebuilt = Map.copyOf(rebuilt);
  }

  /** Returns the offset of the first parked record of each stream of a generation. */
  static Map<ParkedStream, Long> firsts(Connection connection, Generation generation)
      throws SQLException {
    String sql =
        """
        SELECT topic, "partition", stream_key, min("offset") FROM %s
        WHERE projection = ? GROUP BY topic, "partition", stream_key
        """
            .formatted(generation.table("parked_events"));
    Map<ParkedStream, Long> firsts = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          firsts.put(new ParkedStream(partition, row.getString(3)), row.getLong(4));
        },
        generation.projection().name());
    return firsts;
  }

  /**
   * Returns the streams of which the current code can apply more than the active generation has.
   */
  Set<ParkedStream> nowApplicable() {
    return further(rebuilt, active);
  }

  /**
   * Returns the streams of which the active generation has applied more than the current code can.
   */
  Set<ParkedStream> regressed() {
    return further(active, rebuilt);
  }

  private static Set<ParkedStream> further(
      Map<ParkedStream, Long> these, Map<ParkedStream, Long> others) {
    return others.entrySet().stream()
        .filter(other -> other.getValue() < end(these, other.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static long end(Map<ParkedStream, Long> firsts, ParkedStream stream) {
    return firsts.getOrDefault(stream, Long.MAX_VALUE);
  }

  /**
   * Returns whether a record is parked in the active generation and the current code can apply it.
   */
  boolean isNowApplicable(ParkedStream stream, long offset) {
    return active.containsKey(stream) && offset < end(rebuilt, stream);
  }

  /**
   * Returns the offsets of the records that are parked in the active generation and that the
   * current code can apply.
   *
   * @param snapshot sees the parked events of the active generation
   */
  Map<TopicPartition, SortedSet<Long>> nowApplicableOffsets(Connection snapshot, String projection)
      throws SQLException {
    String sql =
        """
        SELECT topic, "partition", stream_key, "offset" FROM public.parked_events
        WHERE projection = ? AND stream_key = ANY (?)
        """;
    Map<TopicPartition, SortedSet<Long>> offsets = new HashMap<>();
    Sql.forEach(
        snapshot,
        sql,
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          long offset = row.getLong(4);
          if (isNowApplicable(new ParkedStream(partition, row.getString(3)), offset)) {
            offsets.computeIfAbsent(partition, _ -> new TreeSet<>()).add(offset);
          }
        },
        projection,
        snapshot.createArrayOf("text", keys(nowApplicable()).toArray()));
    return offsets;
  }

  /** Returns the keys of streams, sorted. */
  static List<String> keys(Set<ParkedStream> streams) {
    return streams.stream().map(ParkedStream::streamKey).distinct().sorted().toList();
  }
}
