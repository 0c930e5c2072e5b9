package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

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
    Sql.forEach(
        connection,
        sql,
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          if (partitions.contains(partition)) {
            parked.put(new ParkedStream(partition, row.getString(3)), row.getLong(4));
          }
        },
        projection);
    return parked;
  }

  /** Returns whether each of these streams still has a parked record. */
  public boolean allParked(Connection connection, Collection<ParkedStream> streams)
      throws SQLException {
    if (streams.isEmpty()) {
      return true;
    }
    String sql =
        """
        SELECT DISTINCT topic, "partition", stream_key
        FROM parked_events WHERE projection = ? AND stream_key = ANY (?)
        """;
    String[] keys = streams.stream().map(ParkedStream::streamKey).toArray(String[]::new);
    List<ParkedStream> found =
        Sql.query(
            connection,
            sql,
            row ->
                new ParkedStream(
                    new TopicPartition(row.getString(1), row.getInt(2)), row.getString(3)),
            projection,
            connection.createArrayOf("text", keys));
    return Set.copyOf(found).containsAll(streams);
  }

  public void insert(Connection connection, List<ParkedEvent> events) throws SQLException {
    String sql =
        """
        INSERT INTO parked_events
          (projection, topic, "partition", "offset", stream_key, error, schema_fingerprint, parked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, now())
        """;
    Sql.updateEach(
        connection,
        sql,
        events,
        event ->
            new @Nullable Object[] {
              projection,
              event.at().partition().topic(),
              event.at().partition().partition(),
              event.at().offset(),
              event.streamKey(),
              event.error(),
              event.schemaFingerprint()
            });
  }
}
