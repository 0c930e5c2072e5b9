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
   * Serializes the transactions that write users. Without the lock, two transactions that see the
   * same name would both find it free.
   */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('users'))")) {
      statement.execute();
    }
  }

  /**
   * Returns the stored rows of the accounts in a batch, and those that have a name from the batch.
   */
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
   * Deletes all rows that change, then inserts their new versions, so that a name can move from one
   * account to another within the batch.
   */
  static void write(Connection connection, UserChanges changes) throws SQLException {
    UserRow.TABLE.delete(connection, changes.removed());
    UserRow.TABLE.append(connection, changes.written());
  }
}
