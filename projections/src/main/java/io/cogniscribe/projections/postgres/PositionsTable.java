package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.Start;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.engine.StoredPosition;
import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
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
    Sql.forEach(
        connection,
        sql,
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          if (partitions.contains(partition)) {
            requireVersion(projection, row.getInt(7));
            boolean foreign = !owner.equals(row.getObject(5, UUID.class));
            positions.put(partition, new StoredPosition(row.getString(3), row.getLong(4), foreign));
            generations.put(partition, row.getInt(6));
          }
        },
        projection.name());
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
    Sql.forEach(
        connection,
        sql,
        row -> offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)),
        projection.name());
    offsets.keySet().retainAll(partitions);
    return offsets;
  }

  private void requireSchema(Connection connection) throws SQLException {
    SchemaPool.requireSchema(
        schema,
        Sql.query(connection, "SELECT current_schema()", row -> row.getString(1)).getFirst());
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
    Map<TopicPartition, Start> ordered = new TreeMap<>(Batch.ORDER);
    ordered.putAll(starts);
    for (Map.Entry<TopicPartition, Start> entry : ordered.entrySet()) {
      TopicPartition partition = entry.getKey();
      Sql.forEach(
          connection,
          sql,
          row -> {
            positions.put(partition, row.getLong(1));
            generations.put(partition, row.getInt(2));
          },
          projection.name(),
          partition.topic(),
          partition.partition(),
          entry.getValue().topicId(),
          entry.getValue().offset(),
          owner,
          projection.version());
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
    Map<TopicPartition, Long> ordered = new TreeMap<>(Batch.ORDER);
    ordered.putAll(positions);
    return Sql.updateEach(
        connection,
        sql,
        ordered.entrySet(),
        position ->
            new Object[] {
              projection.name(),
              position.getKey().topic(),
              position.getKey().partition(),
              position.getValue(),
              owner
            });
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
    return Sql.updateEach(
        connection,
        sql,
        advances,
        advance ->
            new Object[] {
              advance.next(),
              advance.causeOffset(),
              projection.name(),
              advance.partition().topic(),
              advance.partition().partition(),
              advance.expected(),
              owner,
              generations.getOrDefault(advance.partition(), 0)
            });
  }
}
