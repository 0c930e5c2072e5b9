package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.Start;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.engine.StoredPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * One loop's view of {@code projection_positions} in one schema. Statements for rows name no
 * schema, so every change checks that the connection uses the same schema.
 */
final class PositionsTable {

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final Projection<?> projection;
  private final String schema;
  private final UUID owner;

  /** The generation of the rows when the position of a partition was last read. */
  private final Map<TopicPartition, Integer> generations = new HashMap<>();

  PositionsTable(Projection<?> projection, String schema, UUID owner) {
    this.projection = projection;
    this.schema = schema;
    this.owner = owner;
  }

  /**
   * Returns the positions of those partitions that have one.
   *
   * @throws StoreException when another version of the code made the rows; they must be rebuilt
   */
  Map<TopicPartition, StoredPosition> read(Connection connection, Set<TopicPartition> partitions)
      throws SQLException {
    requireSchema(connection);
    Map<TopicPartition, StoredPosition> positions = new HashMap<>();
    String sql =
        """
        SELECT topic, "partition", topic_id, next_offset, owner, generation, version
        FROM %s.projection_positions WHERE projection = ?
        """
            .formatted(schema);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection.name());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          if (partitions.contains(partition)) {
            requireVersion(projection, row.getInt(7));
            boolean foreign = !owner.equals(row.getObject(5, UUID.class));
            positions.put(partition, new StoredPosition(row.getString(3), row.getLong(4), foreign));
            generations.put(partition, row.getInt(6));
          }
        }
      }
    }
    return positions;
  }

  /**
   * Returns the next offset of those partitions that have one, also when another loop advances it.
   */
  Map<TopicPartition, Long> offsets(Connection connection, Set<TopicPartition> partitions)
      throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    String sql =
        """
        SELECT topic, "partition", next_offset FROM %s.projection_positions WHERE projection = ?
        """
            .formatted(schema);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection.name());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        }
      }
    }
    offsets.keySet().retainAll(partitions);
    return offsets;
  }

  private void requireSchema(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT current_schema()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      SchemaPool.requireSchema(schema, row.getString(1));
    }
  }

  /**
   * Checks that the stored rows were made by this version of the code.
   *
   * @throws StoreException when another version made them
   */
  static void requireVersion(Projection<?> projection, int made) {
    if (made != projection.version()) {
      throw new StoreException(
          "its rows were made by version %d of its code, and this is version %d: run './cogniscribe replay rebuild --projection %s --swap=auto' of this version"
              .formatted(made, projection.version(), projection.name()));
    }
  }

  /** Makes this loop the only owner of the partitions, after waiting for transactions in flight. */
  Map<TopicPartition, Long> claim(Connection connection, Map<TopicPartition, Start> starts)
      throws SQLException {
    requireSchema(connection);
    Map<TopicPartition, Long> positions = new HashMap<>();
    String sql =
        """
        INSERT INTO %s.projection_positions AS stored
          (projection, topic, "partition", topic_id, next_offset, cause_offset, owner, version, updated_at)
        VALUES (?, ?, ?, ?, ?, -1, ?, ?, now())
        ON CONFLICT (projection, topic, "partition")
          DO UPDATE SET owner = excluded.owner, updated_at = excluded.updated_at
        RETURNING next_offset, generation
        """
            .formatted(schema);
    Map<TopicPartition, Start> ordered = new TreeMap<>(ORDER);
    ordered.putAll(starts);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<TopicPartition, Start> entry : ordered.entrySet()) {
        TopicPartition partition = entry.getKey();
        Start start = entry.getValue();
        statement.setString(1, projection.name());
        statement.setString(2, partition.topic());
        statement.setInt(3, partition.partition());
        statement.setString(4, start.topicId());
        statement.setLong(5, start.offset());
        statement.setObject(6, owner);
        statement.setInt(7, projection.version());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          positions.put(partition, row.getLong(1));
          generations.put(partition, row.getInt(2));
        }
      }
    }
    return positions;
  }

  /**
   * Marks positions as up to date, with the server's time.
   *
   * @return false when a position differs, or another loop owns it
   */
  boolean beat(Connection connection, Map<TopicPartition, Long> positions) throws SQLException {
    String sql =
        """
        UPDATE %s.projection_positions SET beat_at = now()
        WHERE projection = ? AND topic = ? AND "partition" = ? AND next_offset = ? AND owner = ?
        """
            .formatted(schema);
    Map<TopicPartition, Long> ordered = new TreeMap<>(ORDER);
    ordered.putAll(positions);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<TopicPartition, Long> position : ordered.entrySet()) {
        statement.setString(1, projection.name());
        statement.setString(2, position.getKey().topic());
        statement.setInt(3, position.getKey().partition());
        statement.setLong(4, position.getValue());
        statement.setObject(5, owner);
        statement.addBatch();
      }
      return Arrays.stream(statement.executeBatch()).allMatch(rows -> rows == 1);
    }
  }

  /**
   * Advances every position by compare-and-set.
   *
   * @return false when a position differs, when another loop owns it, when the tables were swapped
   *     since it was read, or when rows would go to another schema; the caller must then roll back
   */
  boolean advance(Connection connection, List<Advance> advances) throws SQLException {
    String sql =
        """
        UPDATE %1$s.projection_positions
        SET next_offset = ?, cause_offset = greatest(cause_offset, ?), updated_at = now()
        WHERE projection = ? AND topic = ? AND "partition" = ? AND next_offset = ? AND owner = ?
          AND generation = ? AND current_schema() = '%1$s'
        """
            .formatted(schema);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Advance advance : advances) {
        statement.setLong(1, advance.next());
        statement.setLong(2, advance.causeOffset());
        statement.setString(3, projection.name());
        statement.setString(4, advance.partition().topic());
        statement.setInt(5, advance.partition().partition());
        statement.setLong(6, advance.expected());
        statement.setObject(7, owner);
        statement.setInt(8, generations.getOrDefault(advance.partition(), 0));
        statement.addBatch();
      }
      return Arrays.stream(statement.executeBatch()).allMatch(rows -> rows == 1);
    }
  }
}
