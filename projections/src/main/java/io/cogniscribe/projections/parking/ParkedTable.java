package io.cogniscribe.projections.parking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** One projection's rows of {@code parked_events}. */
public record ParkedTable(String projection) {

  /** Returns the number of parked records of each stream in some partitions. */
  public Map<ParkedStream, Long> read(Connection connection, Set<TopicPartition> partitions)
      throws SQLException {
    Map<ParkedStream, Long> parked = new HashMap<>();
    String sql =
        """
        SELECT topic, "partition", stream_key, count(*)
        FROM parked_events WHERE projection = ? GROUP BY topic, "partition", stream_key
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          if (partitions.contains(partition)) {
            parked.put(new ParkedStream(partition, row.getString(3)), row.getLong(4));
          }
        }
      }
    }
    return parked;
  }

  /** Returns whether each of these streams still has a parked record. */
  public boolean allParked(Connection connection, Collection<ParkedStream> streams)
      throws SQLException {
    if (streams.isEmpty()) {
      return true;
    }
    Set<ParkedStream> found = new HashSet<>();
    String sql =
        """
        SELECT DISTINCT topic, "partition", stream_key
        FROM parked_events WHERE projection = ? AND stream_key = ANY (?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection);
      String[] keys = streams.stream().map(ParkedStream::streamKey).toArray(String[]::new);
      statement.setArray(2, connection.createArrayOf("text", keys));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          found.add(new ParkedStream(partition, row.getString(3)));
        }
      }
    }
    return found.containsAll(streams);
  }

  public void insert(Connection connection, List<ParkedEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    String sql =
        """
        INSERT INTO parked_events
          (projection, topic, "partition", "offset", stream_key, error, schema_fingerprint, parked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, now())
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (ParkedEvent event : events) {
        statement.setString(1, projection);
        statement.setString(2, event.at().partition().topic());
        statement.setInt(3, event.at().partition().partition());
        statement.setLong(4, event.at().offset());
        statement.setString(5, event.streamKey());
        statement.setString(6, event.error());
        statement.setString(7, event.schemaFingerprint());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
