package io.cogniscribe.projections.account;

import static io.cogniscribe.projections.postgres.ColumnType.TEXT;
import static io.cogniscribe.projections.postgres.ColumnType.UUID;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.postgres.BinaryArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on {@code users}. */
final class UserTable {

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

  /** The stored rows of the accounts that are in a batch, or hold a name of it. */
  static List<UserRow> read(Connection connection, List<RecordedEvent<AccountEvent>> events)
      throws SQLException {
    return UserRow.TABLE
        .readBack(
            connection,
            "id = ANY (?) OR username = ANY (?) OR email = ANY (?)",
            BinaryArray.of(connection, UUID, events, RecordedEvent::streamId),
            BinaryArray.of(connection, TEXT, events, UserTable::username),
            BinaryArray.of(connection, TEXT, events, UserTable::email))
        .stream()
        .map(UserRow::of)
        .toList();
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

  /**
   * Replaces rows as a whole: once those that change are out of the way, a name can go from one to
   * another within the batch.
   */
  static void write(Connection connection, UserChanges changes) throws SQLException {
    UserRow.TABLE.delete(connection, changes.removed());
    UserRow.TABLE.append(connection, changes.written());
  }
}
