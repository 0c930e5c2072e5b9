package io.cogniscribe.projector.account;

import static io.cogniscribe.projector.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projector.postgres.ColumnType.BOOLEAN;
import static io.cogniscribe.projector.postgres.ColumnType.TEXT;
import static io.cogniscribe.projector.postgres.ColumnType.TEXTS;
import static io.cogniscribe.projector.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projector.postgres.ColumnType.UUID;

import io.cogniscribe.projector.postgres.BinaryArray;
import io.cogniscribe.projector.postgres.Column;
import io.cogniscribe.projector.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code users}, as it is written and asked for names. */
final class UserTable {

  private static final Table<UserRow> TABLE =
      new Table<>(
          "users",
          List.of(
              new Column<>("id", UUID, UserRow::id),
              new Column<>("username", TEXT, UserRow::username),
              new Column<>("email", TEXT, UserRow::email),
              new Column<>("hashed_password", TEXT, UserRow::hashedPassword),
              new Column<>("roles", TEXTS, UserRow::roles),
              new Column<>("is_active", BOOLEAN, UserRow::isActive),
              new Column<>("version", BIGINT, UserRow::version),
              new Column<>("created_at", TIMESTAMPTZ, UserRow::createdAt),
              new Column<>("updated_at", TIMESTAMPTZ, UserRow::updatedAt)));

  private UserTable() {}

  /**
   * Makes loops that write users take turns, until the transaction ends: two that meet one name at
   * once would both find it free.
   */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('users'))")) {
      statement.execute();
    }
  }

  /** The stored accounts that are among the rows, or hold a name that a row has. */
  static List<NameHolder> holders(Connection connection, List<UserRow> rows) throws SQLException {
    String sql =
        """
        SELECT id, username, email, created_at FROM users
        WHERE id = ANY (?) OR username = ANY (?) OR email = ANY (?)
        """;
    List<NameHolder> holders = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, rows, UserRow::id));
      statement.setArray(2, BinaryArray.of(connection, TEXT, rows, UserRow::username));
      statement.setArray(3, BinaryArray.of(connection, TEXT, rows, UserRow::email));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          holders.add(
              new NameHolder(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  row.getObject(4, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return holders;
  }

  static void write(Connection connection, UserChanges changes) throws SQLException {
    update(
        connection,
        "UPDATE users SET username = NULL WHERE id = ANY (?)",
        changes.withoutUsername());
    update(connection, "UPDATE users SET email = NULL WHERE id = ANY (?)", changes.withoutEmail());
    TABLE.append(connection, changes.registered());
  }

  private static void update(Connection connection, String sql, List<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, ids, id -> id));
      statement.executeUpdate();
    }
  }
}
