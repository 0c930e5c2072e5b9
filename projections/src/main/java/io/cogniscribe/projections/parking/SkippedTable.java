package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The statements on {@code skipped_events}, a copy of the skips in the audit log. All generations
 * share the table, so the statements name its schema.
 */
public final class SkippedTable {

  private static final String SELECT =
      """
      SELECT projection, topic, "partition", "offset", stream_key, reason, skipped_by, skipped_at
      FROM public.skipped_events WHERE projection = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO public.skipped_events
        (projection, topic, "partition", "offset", stream_key, reason, skipped_by, skipped_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private SkippedTable() {}

  /** Returns the records that a projection skips. */
  public static List<SkippedEvent> read(Connection connection, String projection)
      throws SQLException {
    return Sql.query(
        connection,
        SELECT,
        row ->
            new SkippedEvent(
                row.getString(1),
                new Coordinates(
                    new TopicPartition(row.getString(2), row.getInt(3)), row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getTimestamp(8).toInstant()),
        projection);
  }

  /** Reads new records of the audit log and adds their skips. Safe to run concurrently. */
  public static void learn(Connection connection, SkipLog auditLog) throws SQLException {
    Map<TopicPartition, SkipLog.Position> read = readUpTo(connection);
    SkipLog.News news = auditLog.since(read);
    insert(connection, news.skipped());
    Map<TopicPartition, SkipLog.Position> moved = new HashMap<>(news.next());
    moved
        .entrySet()
        .removeIf(
            next -> next.getValue().next() == 0 || next.getValue().equals(read.get(next.getKey())));
    moveTo(connection, moved);
  }

  private static Map<TopicPartition, SkipLog.Position> readUpTo(Connection connection)
      throws SQLException {
    Map<TopicPartition, SkipLog.Position> read = new HashMap<>();
    Sql.forEach(
        connection,
        "SELECT topic, \"partition\", topic_id, next_offset FROM public.skips_read",
        row ->
            read.put(
                new TopicPartition(row.getString(1), row.getInt(2)),
                new SkipLog.Position(row.getString(3), row.getLong(4))));
    return read;
  }

  /** Updates the rows in an order that all processes share, to prevent deadlocks. */
  private static void moveTo(Connection connection, Map<TopicPartition, SkipLog.Position> positions)
      throws SQLException {
    String sql =
        """
        INSERT INTO public.skips_read (topic, "partition", topic_id, next_offset) VALUES (?, ?, ?, ?)
        ON CONFLICT (topic, "partition")
          DO UPDATE SET topic_id = excluded.topic_id, next_offset = excluded.next_offset
        """;
    Map<TopicPartition, SkipLog.Position> ordered = new TreeMap<>(Batch.ORDER);
    ordered.putAll(positions);
    Sql.updateEach(
        connection,
        sql,
        ordered.entrySet(),
        next ->
            new Object[] {
              next.getKey().topic(),
              next.getKey().partition(),
              next.getValue().topicId(),
              next.getValue().next()
            });
  }

  private static void insert(Connection connection, List<SkippedEvent> skipped)
      throws SQLException {
    Sql.updateEach(
        connection,
        INSERT,
        skipped,
        skip ->
            new Object[] {
              skip.projection(),
              skip.at().partition().topic(),
              skip.at().partition().partition(),
              skip.at().offset(),
              skip.streamKey(),
              skip.reason(),
              skip.by(),
              skip.skippedAt().atOffset(ZoneOffset.UTC)
            });
  }
}
