package io.cogniscribe.projections.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Folds account events into {@code users}. An account has a row from registration to deletion. */
public final class UserProjection implements VerifiableProjection<RecordedEvent<AccountEvent>> {

  @Override
  public String name() {
    return "users";
  }

  @Override
  public List<Source<RecordedEvent<AccountEvent>>> sources() {
    return List.of(
        Source.log(
            Topics.ACCOUNT_EVENTS,
            Topics.ACCOUNT_COMMANDS,
            Codecs.accountEvents(),
            UserProjection::checked));
  }

  /** Watched because authentication reads this table when Redis is not available. */
  @Override
  public boolean isWatched() {
    return true;
  }

  /**
   * Returns the event if its texts fit into their columns.
   *
   * @throws IllegalArgumentException when a text does not fit
   */
  public static RecordedEvent<AccountEvent> checked(RecordedEvent<AccountEvent> event) {
    if (event.payload() instanceof UserRegistered user) {
      UserRow.TABLE.check("username", user.username());
      UserRow.TABLE.check("email", user.email());
      UserRow.TABLE.check("hashed_password", user.passwordHash());
      user.roles().forEach(role -> UserRow.TABLE.check("roles", role));
    } else if (event.payload() instanceof EmailChanged changed) {
      UserRow.TABLE.check("email", changed.email());
    } else if (event.payload() instanceof PasswordChanged changed) {
      UserRow.TABLE.check("hashed_password", changed.passwordHash());
    } else if (event.payload() instanceof RolesChanged changed) {
      changed.roles().forEach(role -> UserRow.TABLE.check("roles", role));
    }
    return event;
  }

  @Override
  public List<Refusal<RecordedEvent<AccountEvent>>> apply(
      Connection connection, List<Event<RecordedEvent<AccountEvent>>> events) throws SQLException {
    List<RecordedEvent<AccountEvent>> concerning =
        events.stream()
            .map(Event::fact)
            .filter(event -> UserFold.concerns(event.payload()))
            .toList();
    if (concerning.isEmpty()) {
      return List.of();
    }
    UserTable.lock(connection);
    UserChanges changes = UserFold.fold(UserTable.read(connection, concerning), events);
    UserTable.write(connection, changes);
    return changes.refusals();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(UserRow.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<RecordedEvent<AccountEvent>> event) {
    return UserFold.concerns(event.fact().payload())
        ? Optional.of(event.fact().streamId())
        : Optional.empty();
  }

  @Override
  public Fold<RecordedEvent<AccountEvent>, TableRow> fold(
      List<Event<RecordedEvent<AccountEvent>>> events) {
    UserChanges changes = UserFold.fold(List.of(), events);
    return new Fold<>(
        changes.written().stream().map(UserRow.TABLE::row).toList(),
        changes.refusals().stream().findFirst());
  }

  @Override
  public List<TableRow> settled(Connection connection, List<TableRow> rows) throws SQLException {
    return HeldName.EMAIL.settled(connection, HeldName.USERNAME.settled(connection, rows));
  }

  @Override
  public void makeRoom(Connection connection, List<TableRow> rows) throws SQLException {
    HeldName.USERNAME.free(connection, rows);
    HeldName.EMAIL.free(connection, rows);
  }
}
