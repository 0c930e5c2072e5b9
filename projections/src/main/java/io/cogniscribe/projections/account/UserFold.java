package io.cogniscribe.projections.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.AccountReactivated;
import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.ClaimConfirmed;
import io.cogniscribe.account.AccountEvent.EmailChangeRefused;
import io.cogniscribe.account.AccountEvent.EmailChangeRequested;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.NameClaimed;
import io.cogniscribe.account.AccountEvent.NameReleased;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RegistrationRefused;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Folds a batch of account events over the stored rows, in memory. */
public final class UserFold {

  private final Map<UUID, UserRow> stored;
  private final Map<UUID, UserRow> rows;
  private final Set<UUID> refused = new HashSet<>();
  private final List<Refusal<RecordedEvent<AccountEvent>>> refusals = new ArrayList<>();

  private UserFold(Collection<UserRow> stored) {
    this.stored =
        stored.stream().collect(Collectors.toMap(UserRow::id, Function.identity(), (a, _) -> a));
    this.rows = new LinkedHashMap<>(this.stored);
  }

  /** Returns whether an event changes a row. */
  public static boolean concerns(AccountEvent event) {
    return switch (event) {
      case UserRegistered _,
          EmailChanged _,
          PasswordChanged _,
          RolesChanged _,
          AccountDeactivated _,
          AccountReactivated _,
          AccountDeleted _ ->
          true;
      case RegistrationRequested _,
          ClaimConfirmed _,
          RegistrationRefused _,
          SessionOpened _,
          SessionClosed _,
          SessionsClosed _,
          EmailChangeRequested _,
          EmailChangeRefused _,
          ApiKeyIssued _,
          ApiKeyRevoked _,
          NameClaimed _,
          NameReleased _ ->
          false;
    };
  }

  /**
   * Folds a batch.
   *
   * @param stored the rows of the accounts in the batch, and those that have a name from the batch
   */
  public static UserChanges fold(
      Collection<UserRow> stored, List<Event<RecordedEvent<AccountEvent>>> events) {
    UserFold fold = new UserFold(stored);
    for (Event<RecordedEvent<AccountEvent>> event : events) {
      UUID id = event.fact().streamId();
      if (concerns(event.fact().payload()) && !fold.refused.contains(id)) {
        fold.apply(id, event);
      }
    }
    return fold.changes();
  }

  private void apply(UUID id, Event<RecordedEvent<AccountEvent>> event) {
    UserRow row = rows.get(id);
    if (event.fact().payload() instanceof UserRegistered user) {
      if (row == null) {
        rows.put(id, UserRow.registered(event.fact(), user));
      } else {
        refuse(id, event, "it is registered a second time");
      }
    } else if (row == null) {
      // An account has no other event before its registration or after its deletion.
      refuse(id, event, "it concerns an account that does not exist");
    } else {
      change(row, event.fact());
    }
  }

  private void change(UserRow row, RecordedEvent<AccountEvent> event) {
    switch (event.payload()) {
      case EmailChanged changed -> rows.put(row.id(), row.withEmail(changed.email(), event));
      case PasswordChanged changed ->
          rows.put(row.id(), row.withPassword(changed.passwordHash(), event));
      case RolesChanged changed -> rows.put(row.id(), row.withRoles(changed.roles(), event));
      case AccountDeactivated _ -> rows.put(row.id(), row.withActive(false, event));
      case AccountReactivated _ -> rows.put(row.id(), row.withActive(true, event));
      case AccountDeleted _ -> rows.remove(row.id());
      case UserRegistered _,
          RegistrationRequested _,
          ClaimConfirmed _,
          RegistrationRefused _,
          SessionOpened _,
          SessionClosed _,
          SessionsClosed _,
          EmailChangeRequested _,
          EmailChangeRefused _,
          ApiKeyIssued _,
          ApiKeyRevoked _,
          NameClaimed _,
          NameReleased _ ->
          throw new IllegalArgumentException("it changes no row");
    }
  }

  private void refuse(UUID id, Event<RecordedEvent<AccountEvent>> event, String reason) {
    refused.add(id);
    refusals.add(new Refusal<>(event, reason));
  }

  private UserChanges changes() {
    NameContest usernames =
        new NameContest(rows.values(), UserRow::username, UserRow::usernameSince);
    NameContest emails = new NameContest(rows.values(), UserRow::email, UserRow::emailSince);
    List<UserRow> written =
        rows.values().stream()
            .map(row -> row.withNames(usernames.kept(row), emails.kept(row)))
            .filter(row -> !row.equals(stored.get(row.id())))
            .toList();
    Set<UUID> removed = new HashSet<>(stored.keySet());
    removed.removeAll(rows.keySet());
    written.stream().map(UserRow::id).filter(stored::containsKey).forEach(removed::add);
    return new UserChanges(List.copyOf(removed), written, refusals);
  }
}
