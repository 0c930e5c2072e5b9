package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row of the active generation by the id of its group.
 *
 * @param database connections of the tables' owner
 * @param projection the name of the projection that writes the table
 */
public record StoredRow(DataSource database, String projection, Table<?> table) {

  /**
   * Reads the row and its positions; unknown when PostgreSQL does not answer or lacks the table.
   *
   * @param stream the aggregate whose parked records count; null for all of the projection
   */
  public ActiveState read(UUID id, @Nullable UUID stream) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      ActiveState active =
          new ActiveState.Row(
              row(connection, id),
              positions(connection),
              parked(connection, stream),
              new Skips(SkippedTable.read(connection, projection)));
      connection.rollback();
      return active;
    } catch (SQLException e) {
      return new ActiveState.Unknown("PostgreSQL: " + SqlErrors.line(e));
    }
  }

  private Map<TopicPartition, Long> positions(Connection connection) throws SQLException {
    Map<TopicPartition, Long> next = new HashMap<>();
    String sql =
        """
        SELECT topic, "partition", next_offset FROM public.projection_positions
        WHERE projection = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          next.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        }
      }
    }
    return next;
  }

  private long parked(Connection connection, @Nullable UUID stream) throws SQLException {
    String sql =
        """
        SELECT count(*) FROM public.parked_events
        WHERE projection = ? AND stream_key = coalesce(?, stream_key)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection);
      statement.setString(2, stream == null ? null : stream.toString());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Map<String, @Nullable Object> row(Connection connection, UUID id) throws SQLException {
    List<TableRow> rows = table.read(connection, List.of(id));
    return rows.isEmpty() ? Map.of() : rows.getFirst().values();
  }
}
