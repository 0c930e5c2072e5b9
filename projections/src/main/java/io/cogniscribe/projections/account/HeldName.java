package io.cogniscribe.projections.account;

import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.TableRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column with a unique name, and the column with the time at which the account took it. Of two
 * accounts with the same name, the later one keeps it, as in {@link NameContest}.
 */
record HeldName(String column, String since) {

  static final HeldName USERNAME = new HeldName("username", "username_since");
  static final HeldName EMAIL = new HeldName("email", "email_since");

  /** The account that has a name according to the table. */
  private record Holder(UUID id, Instant since) {

    boolean isLaterThan(Instant otherSince, UUID otherId) {
      int order = since.compareTo(otherSince);
      return order > 0 || (order == 0 && id.compareTo(otherId) > 0);
    }
  }

  /** Removes the name from each row whose name a stored row took later. */
  List<TableRow> settled(Connection connection, List<TableRow> rows) throws SQLException {
    Map<String, Holder> holders = holders(connection, rows);
    return rows.stream()
        .map(row -> isLost(row, holders.get(String.valueOf(row.get(column)))) ? lost(row) : row)
        .toList();
  }

  private boolean isLost(TableRow row, @Nullable Holder holder) {
    return holder != null
        && row.get("id") instanceof UUID id
        && !holder.id().equals(id)
        && row.get(since) instanceof Instant taken
        && holder.isLaterThan(taken, id);
  }

  private TableRow lost(TableRow row) {
    return row.with(column, null);
  }

  private Map<String, Holder> holders(Connection connection, List<TableRow> rows)
      throws SQLException {
    String sql = "SELECT %1$s, id, %2$s FROM users WHERE %1$s = ANY (?)".formatted(column, since);
    Map<String, Holder> holders = new HashMap<>();
    Sql.forEach(
        connection,
        sql,
        row ->
            holders.put(
                row.getString(1),
                new Holder(
                    row.getObject(2, UUID.class),
                    row.getObject(3, OffsetDateTime.class).toInstant())),
        BinaryArray.of(connection, TEXT, rows, row -> row.get(column)));
    return holders;
  }

  /**
   * Removes the names of the given rows from all other stored rows, before the rows are written.
   */
  void free(Connection connection, List<TableRow> rows) throws SQLException {
    String sql =
        "UPDATE users SET %1$s = NULL FROM unnest(?::uuid[], ?::text[]) AS n(id, name)"
                .formatted(column)
            + " WHERE users.%s = n.name AND users.id <> n.id".formatted(column);
    Sql.update(
        connection,
        sql,
        BinaryArray.of(connection, UUID, rows, row -> row.get("id")),
        BinaryArray.of(connection, TEXT, rows, row -> row.get(column)));
  }
}
