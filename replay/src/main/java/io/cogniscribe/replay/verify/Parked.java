package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The first parked record of each stream of a projection.
 *
 * @param streams the first parked record, by parked stream
 * @param skips the records that the projector skips
 */
record Parked(Map<ParkedStream, First> streams, Skips skips) {

  /** Marks an error of the database; only the database can try the row again. */
  private static final String BY_DATABASE = "(SQLSTATE ";

  /**
   * The first parked record of a stream.
   *
   * @param byDatabase true when the database refused the row, not the fold
   */
  record First(long offset, boolean byDatabase) {}

  static Parked read(Connection connection, String projection) throws SQLException {
    String sql =
        """
        SELECT DISTINCT ON (topic, "partition", stream_key) topic, "partition", stream_key,
          "offset", error
        FROM public.parked_events WHERE projection = ?
        ORDER BY topic, "partition", stream_key, "offset"
        """;
    Map<ParkedStream, First> streams = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          String error = row.getString(5);
          streams.put(
              new ParkedStream(partition, row.getString(3)),
              new First(row.getLong(4), error != null && error.contains(BY_DATABASE)));
        },
        projection);
    return new Parked(streams, new Skips(SkippedTable.read(connection, projection)));
  }

  /** Returns the offset from which on no record of the stream is in the rows. */
  long from(ParkedStream stream) {
    First first = streams.get(stream);
    return first == null ? Long.MAX_VALUE : first.offset();
  }

  boolean byDatabase(ParkedStream stream) {
    @Nullable First first = streams.get(stream);
    return first != null && first.byDatabase();
  }
}
