package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.replay.rebuild.Positions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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
    try (Connection connection = Sql.snapshot(database)) {
      ActiveState active =
          new ActiveState.Row(
              row(connection, id),
              Positions.active(connection, projection).next(),
              parked(connection, stream),
              new Skips(SkippedTable.read(connection, projection)));
      connection.rollback();
      return active;
    } catch (SQLException e) {
      return new ActiveState.Unknown("PostgreSQL: " + SqlErrors.line(e));
    }
  }

  private long parked(Connection connection, @Nullable UUID stream) throws SQLException {
    String sql =
        """
        SELECT count(*) FROM public.parked_events
        WHERE projection = ? AND stream_key = coalesce(?, stream_key)
        """;
    @Nullable String key = stream == null ? null : stream.toString();
    return Sql.first(connection, sql, row -> row.getLong(1), projection, key).orElseThrow();
  }

  private Map<String, @Nullable Object> row(Connection connection, UUID id) throws SQLException {
    List<TableRow> rows = table.read(connection, List.of(id));
    return rows.isEmpty() ? Map.of() : rows.getFirst().values();
  }
}
