package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One projection's rows of {@code parked_events}, as read and changed by operator tools. */
public record ParkedPointers(String projection) {

  private static final String COLUMNS = "\"offset\", stream_key, error, schema_fingerprint";

  /** Returns the partitions that have parked records. */
  public Set<TopicPartition> partitions(Connection connection) throws SQLException {
    String sql = "SELECT DISTINCT topic, \"partition\" FROM parked_events WHERE projection = ?";
    return Set.copyOf(
        Sql.query(
            connection,
            sql,
            row -> new TopicPartition(row.getString(1), row.getInt(2)),
            projection));
  }

  /**
   * Returns the parked aggregates, grouped by reason, largest group first. An aggregate counts
   * under the reason of its first parked record, which blocks the later ones.
   */
  public List<ParkedGroup> groups(Connection connection) throws SQLException {
    String sql =
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
    return Sql.query(
        connection,
        sql,
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
                new Coordinates(new TopicPartition(row.getString(1), row.getInt(8)), row.getLong(9))
                    .toString()),
        projection,
        ReasonKind.OF_VERSIONS,
        ReasonKind.ANY_VERSION,
        projection);
  }

  /** Returns the pointer to a record; empty when the record is not parked. */
  public Optional<ParkedEvent> find(Connection connection, Coordinates at) throws SQLException {
    String sql =
        "SELECT %s FROM parked_events WHERE projection = ? AND topic = ? AND \"partition\" = ? AND \"offset\" = ?"
            .formatted(COLUMNS);
    return events(connection, sql, at.partition(), at.offset()).stream().findFirst();
  }

  /** Returns the number of pointers of the same aggregate after the given one. */
  public long countAfter(Connection connection, ParkedEvent event) throws SQLException {
    String sql =
        """
        SELECT count(*) FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND stream_key = ? AND "offset" > ?
        """;
    return Sql.query(
            connection,
            sql,
            row -> row.getLong(1),
            projection,
            event.at().partition().topic(),
            event.at().partition().partition(),
            event.streamKey(),
            event.at().offset())
        .getFirst();
  }

  /** Returns the first pointer of each selected aggregate, in order of offset. */
  public List<ParkedEvent> heads(
      Connection connection, TopicPartition partition, long after, Selection selection, int limit)
      throws SQLException {
    String sql =
        """
        SELECT %s FROM parked_events AS head
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" > ?
          AND (cardinality(?::text[]) = 0 OR stream_key = ANY (?))
          AND (?::text IS NULL OR position(? IN error) > 0
            OR position(? IN regexp_replace(error, ?, ?)) > 0)
          AND NOT EXISTS (
            SELECT FROM parked_events AS earlier
            WHERE earlier.projection = head.projection AND earlier.stream_key = head.stream_key
              AND earlier.topic = head.topic AND earlier."partition" = head."partition"
              AND earlier."offset" < head."offset")
        ORDER BY "offset" LIMIT ?
        """
            .formatted(COLUMNS);
    Array keys = texts(connection, selection.streamKeys());
    String reason = selection.reason();
    return events(
        connection,
        sql,
        partition,
        after,
        keys,
        keys,
        reason,
        reason,
        reason,
        ReasonKind.OF_VERSIONS,
        ReasonKind.ANY_VERSION,
        limit);
  }

  /** Returns the pointers of aggregates, in order of offset. */
  public List<ParkedEvent> waiting(
      Connection connection,
      TopicPartition partition,
      Collection<String> streamKeys,
      long after,
      int limit)
      throws SQLException {
    String sql =
        """
        SELECT %s FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" > ?
          AND stream_key = ANY (?)
        ORDER BY "offset" LIMIT ?
        """
            .formatted(COLUMNS);
    return events(connection, sql, partition, after, texts(connection, streamKeys), limit);
  }

  /** Returns the number of pointers of aggregates up to an offset, by stream key. */
  public Map<String, Long> countUpTo(
      Connection connection, TopicPartition partition, Collection<String> streamKeys, long offset)
      throws SQLException {
    String sql =
        """
        SELECT stream_key, count(*) FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" <= ?
          AND stream_key = ANY (?)
        GROUP BY stream_key
        """;
    Map<String, Long> counts = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row -> counts.put(row.getString(1), row.getLong(2)),
        projection,
        partition.topic(),
        partition.partition(),
        offset,
        texts(connection, streamKeys));
    return counts;
  }

  public void delete(Connection connection, TopicPartition partition, List<Long> offsets)
      throws SQLException {
    String sql =
        """
        DELETE FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" = ANY (?)
        """;
    Sql.update(
        connection,
        sql,
        projection,
        partition.topic(),
        partition.partition(),
        connection.createArrayOf("bigint", offsets.toArray(Long[]::new)));
  }

  /** Stores the reason and the time of failed attempts to apply parked records. */
  public void fail(Connection connection, List<ParkedEvent> failed) throws SQLException {
    String sql =
        """
        UPDATE parked_events SET error = ?, last_failed_at = now(),
          schema_fingerprint = coalesce(?, schema_fingerprint)
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" = ?
        """;
    Sql.updateEach(
        connection,
        sql,
        failed,
        event ->
            new @Nullable Object[] {
              event.error(),
              event.schemaFingerprint(),
              projection,
              event.at().partition().topic(),
              event.at().partition().partition(),
              event.at().offset()
            });
  }

  private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray(String[]::new));
  }

  /** Returns the pointers of a query whose first parameters are the projection and partition. */
  private List<ParkedEvent> events(
      Connection connection, String sql, TopicPartition partition, @Nullable Object... others)
      throws SQLException {
    return Sql.query(
        connection,
        sql,
        row ->
            new ParkedEvent(
                new Coordinates(partition, row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4)),
        Stream.concat(
                Stream.of(projection, partition.topic(), partition.partition()),
                Arrays.stream(others))
            .toArray());
  }
}
