package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Groups {@code parked_events} by reason. */
public final class ParkedGroups {

  /**
   * Counts an aggregate under the reason of its first parked record, which blocks the later ones.
   */
  private static final String SELECT =
      """
      WITH aggregates AS (
        SELECT topic, "partition", stream_key, min("offset") AS head, count(*) - 1 AS waiting
        FROM parked_events WHERE projection = ? GROUP BY topic, "partition", stream_key)
      SELECT h.topic, regexp_replace(h.error, ?, ?) AS kind, h.schema_fingerprint, count(*),
        sum(a.waiting), min(h.parked_at), max(greatest(h.parked_at, h.last_failed_at)),
        (array_agg(h."partition" ORDER BY h."partition", h."offset"))[1],
        (array_agg(h."offset" ORDER BY h."partition", h."offset"))[1]
      FROM aggregates AS a JOIN parked_events AS h
        ON h.topic = a.topic AND h."partition" = a."partition" AND h."offset" = a.head
      WHERE h.projection = ?
      GROUP BY h.topic, kind, h.schema_fingerprint
      ORDER BY count(*) DESC, h.topic, kind
      """;

  private ParkedGroups() {}

  /** Returns all groups of a projection, largest first. */
  public static List<ParkedGroup> read(Connection connection, String projection)
      throws SQLException {
    return Sql.query(
        connection,
        SELECT,
        row ->
            new ParkedGroup(
                projection,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant(),
                new Coordinates(
                        new TopicPartition(row.getString(1), row.getInt(8)), row.getLong(9))
                    .toString()),
        projection,
        ReasonKind.OF_VERSIONS,
        ReasonKind.ANY_VERSION,
        projection);
  }
}
