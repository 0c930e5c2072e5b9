package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** One projection's rows of {@code parked_events}, as read and changed by operator tools. */
public record ParkedPointers(String projection) {

  private static final String COLUMNS = "\"offset\", stream_key, error, schema_fingerprint";

  /** Returns the partitions that have parked records. */
  public Set<TopicPartition> partitions(Connection connection) throws SQLException {
    String sql = "SELECT DISTINCT topic, \"partition\" FROM parked_events WHERE projection = ?";
    Set<TopicPartition> partitions = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          partitions.add(new TopicPartition(row.getString(1), row.getInt(2)));
        }
      }
    }
    return partitions;
  }

  /** Returns the pointer to a record; empty when the record is not parked. */
  public Optional<ParkedEvent> find(Connection connection, Coordinates at) throws SQLException {
    String sql =
        "SELECT %s FROM parked_events WHERE projection = ? AND topic = ? AND \"partition\" = ? AND \"offset\" = ?"
            .formatted(COLUMNS);
    try (PreparedStatement statement = statement(connection, sql, at.partition())) {
      statement.setLong(4, at.offset());
      return events(statement, at.partition()).stream().findFirst();
    }
  }

  /** Returns the number of pointers of the same aggregate after the given one. */
  public long countAfter(Connection connection, ParkedEvent event) throws SQLException {
    String sql =
        """
        SELECT count(*) FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND stream_key = ? AND "offset" > ?
        """;
    try (PreparedStatement statement = statement(connection, sql, event.at().partition())) {
      statement.setString(4, event.streamKey());
      statement.setLong(5, event.at().offset());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
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
    try (PreparedStatement statement = statement(connection, sql, partition)) {
      statement.setLong(4, after);
      Array keys = connection.createArrayOf("text", selection.streamKeys().toArray(String[]::new));
      statement.setArray(5, keys);
      statement.setArray(6, keys);
      statement.setString(7, selection.reason());
      statement.setString(8, selection.reason());
      statement.setString(9, selection.reason());
      statement.setString(10, ReasonKind.OF_VERSIONS);
      statement.setString(11, ReasonKind.ANY_VERSION);
      statement.setInt(12, limit);
      return events(statement, partition);
    }
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
    try (PreparedStatement statement = statement(connection, sql, partition)) {
      statement.setLong(4, after);
      statement.setArray(5, connection.createArrayOf("text", streamKeys.toArray(String[]::new)));
      statement.setInt(6, limit);
      return events(statement, partition);
    }
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
    try (PreparedStatement statement = statement(connection, sql, partition)) {
      statement.setLong(4, offset);
      statement.setArray(5, connection.createArrayOf("text", streamKeys.toArray(String[]::new)));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          counts.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return counts;
  }

  public void delete(Connection connection, TopicPartition partition, List<Long> offsets)
      throws SQLException {
    String sql =
        """
        DELETE FROM parked_events
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" = ANY (?)
        """;
    try (PreparedStatement statement = statement(connection, sql, partition)) {
      statement.setArray(4, connection.createArrayOf("bigint", offsets.toArray(Long[]::new)));
      statement.executeUpdate();
    }
  }

  /** Stores the reason and the time of failed attempts to apply parked records. */
  public void fail(Connection connection, List<ParkedEvent> failed) throws SQLException {
    String sql =
        """
        UPDATE parked_events SET error = ?, last_failed_at = now(),
          schema_fingerprint = coalesce(?, schema_fingerprint)
        WHERE projection = ? AND topic = ? AND "partition" = ? AND "offset" = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (ParkedEvent event : failed) {
        statement.setString(1, event.error());
        statement.setString(2, event.schemaFingerprint());
        statement.setString(3, projection);
        statement.setString(4, event.at().partition().topic());
        statement.setInt(5, event.at().partition().partition());
        statement.setLong(6, event.at().offset());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private PreparedStatement statement(Connection connection, String sql, TopicPartition partition)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, projection);
    statement.setString(2, partition.topic());
    statement.setInt(3, partition.partition());
    return statement;
  }

  private static List<ParkedEvent> events(PreparedStatement statement, TopicPartition partition)
      throws SQLException {
    List<ParkedEvent> events = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        events.add(
            new ParkedEvent(
                new Coordinates(partition, row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4)));
      }
    }
    return events;
  }
}
