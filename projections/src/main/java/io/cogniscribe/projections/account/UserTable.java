package io.cogniscribe.projections.account;

import static io.cogniscribe.projections.postgres.ColumnType.BIGINT;
import static io.cogniscribe.projections.postgres.ColumnType.BOOLEAN;
import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.TEXTS;
import static io.cogniscribe.projections.postgres.ColumnType.TIMESTAMPTZ;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.postgres.BinaryArray;
import io.cogniscribe.projections.postgres.Column;
import io.cogniscribe.projections.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code users}, as it is read and written. */
public final class UserTable {

  static final Table<UserRow> TABLE =
      new Table<>(
          "users",
          List.of(
              new Column<>("id", UUID, UserRow::id),
              new Column<>("username", TEXT, UserRow::username),
              new Column<>("username_since", TIMESTAMPTZ, UserRow::usernameSince),
              new Column<>("email", TEXT, UserRow::email),
              new Column<>("email_since", TIMESTAMPTZ, UserRow::emailSince),
              new Column<>("hashed_password", TEXT, UserRow::hashedPassword),
              new Column<>("roles", TEXTS, UserRow::roles),
              new Column<>("is_active", BOOLEAN, UserRow::isActive),
              new Column<>("version", BIGINT, UserRow::version),
              new Column<>("created_at", TIMESTAMPTZ, UserRow::createdAt),
              new Column<>("updated_at", TIMESTAMPTZ, UserRow::updatedAt)));

  private UserTable() {}

  /** A row's values by column. */
  public static Map<String, @Nullable Object> values(UserRow row) {
    return TABLE.values(row);
  }

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

  /** The stored rows of the accounts that are in a batch, or hold a name of it. */
  static List<UserRow> read(Connection connection, List<RecordedEvent<AccountEvent>> events)
      throws SQLException {
    String sql =
        """
        SELECT id, username, username_since, email, email_since, hashed_password, roles, is_active,
          version, created_at, updated_at
        FROM users WHERE id = ANY (?) OR username = ANY (?) OR email = ANY (?)
        """;
    List<UserRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, BinaryArray.of(connection, UUID, events, RecordedEvent::streamId));
      statement.setArray(2, BinaryArray.of(connection, TEXT, events, UserTable::username));
      statement.setArray(3, BinaryArray.of(connection, TEXT, events, UserTable::email));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
    }
    return rows;
  }

  private static @Nullable String username(RecordedEvent<AccountEvent> event) {
    return event.payload() instanceof UserRegistered user ? user.username() : null;
  }

  private static @Nullable String email(RecordedEvent<AccountEvent> event) {
    if (event.payload() instanceof EmailChanged changed) {
      return changed.email();
    }
    return event.payload() instanceof UserRegistered user ? user.email() : null;
  }

  private static UserRow row(ResultSet row) throws SQLException {
    return new UserRow(
        row.getObject("id", UUID.class),
        row.getString("username"),
        instant(row, "username_since"),
        row.getString("email"),
        instant(row, "email_since"),
        row.getString("hashed_password"),
        List.of((String[]) row.getArray("roles").getArray()),
        row.getBoolean("is_active"),
        row.getLong("version"),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * Replaces rows as a whole: once those that change are out of the way, a name can go from one to
   * another within the batch.
   */
  static void write(Connection connection, UserChanges changes) throws SQLException {
    if (!changes.removed().isEmpty()) {
      try (PreparedStatement statement =
          connection.prepareStatement("DELETE FROM users WHERE id = ANY (?)")) {
        statement.setArray(1, BinaryArray.of(connection, UUID, changes.removed(), id -> id));
        statement.executeUpdate();
      }
    }
    TABLE.append(connection, changes.written());
  }
}
