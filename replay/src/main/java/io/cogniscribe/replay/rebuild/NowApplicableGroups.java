package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the groups whose rows lack parked events that the current code can apply. Their differences
 * are no drift.
 */
record NowApplicableGroups<E>(VerifiableProjection<E> projection, LogReader log) {

  /**
   * Returns the ids of the groups.
   *
   * @param snapshot sees the parked events of the active generation
   */
  Set<UUID> of(Parking parking, Connection snapshot) throws SQLException {
    Set<UUID> groups = new HashSet<>();
    if (!parking.nowApplicable().isEmpty()) {
      new NowApplicableEvents<>(projection, log)
          .forEach(
              offsets(parking, snapshot), event -> projection.group(event).ifPresent(groups::add));
    }
    return groups;
  }

  private Map<TopicPartition, SortedSet<Long>> offsets(Parking parking, Connection snapshot)
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
          if (parking.isNowApplicable(new ParkedStream(partition, row.getString(3)), offset)) {
            offsets.computeIfAbsent(partition, _ -> new TreeSet<>()).add(offset);
          }
        },
        projection.name(),
        snapshot.createArrayOf("text", Parking.keys(parking.nowApplicable()).toArray()));
    return offsets;
  }
}
