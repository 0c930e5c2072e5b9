package io.cogniscribe.projector.account;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.ClaimConfirmed;
import io.cogniscribe.account.AccountEvent.NameClaimed;
import io.cogniscribe.account.AccountEvent.NameReleased;
import io.cogniscribe.account.AccountEvent.RegistrationRefused;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projector.engine.Decoded.Event;
import io.cogniscribe.projector.engine.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folds a batch of account events over the rows that it concerns, in memory. */
final class UserFold {

  private UserFold() {}

  /** The row that an event makes, if it makes one. */
  static Optional<UserRow> row(RecordedEvent<AccountEvent> event) {
    return switch (event.payload()) {
      case UserRegistered user -> Optional.of(UserRow.registered(event, user));
      case RegistrationRequested _,
          ClaimConfirmed _,
          RegistrationRefused _,
          AccountEvent.SessionOpened _,
          AccountEvent.SessionClosed _,
          AccountEvent.SessionsClosed _,
          AccountEvent.PasswordChanged _,
          AccountEvent.EmailChangeRequested _,
          AccountEvent.EmailChanged _,
          AccountEvent.EmailChangeRefused _,
          AccountEvent.AccountDeactivated _,
          AccountEvent.AccountReactivated _,
          AccountEvent.AccountDeleted _,
          AccountEvent.RolesChanged _,
          AccountEvent.ApiKeyIssued _,
          AccountEvent.ApiKeyRevoked _,
          NameClaimed _,
          NameReleased _ ->
          Optional.empty();
    };
  }

  /**
   * Folds a batch. Where two accounts have one name, the one that took it later keeps it, in
   * whichever order they arrive: partitions have no mutual order.
   *
   * @param stored the accounts with a row that are in the batch, or hold a name of it
   */
  static UserChanges fold(
      Collection<NameHolder> stored, List<Event<RecordedEvent<AccountEvent>>> events) {
    List<Refusal<RecordedEvent<AccountEvent>>> refusals = new ArrayList<>();
    Map<UUID, UserRow> rows = new LinkedHashMap<>();
    List<UUID> known = stored.stream().map(NameHolder::id).toList();
    for (Event<RecordedEvent<AccountEvent>> event : events) {
      UserRow row = row(event.fact()).orElse(null);
      if (row == null) {
        continue;
      }
      if (known.contains(row.id()) || rows.putIfAbsent(row.id(), row) != null) {
        refusals.add(new Refusal<>(event, "it is registered a second time"));
      }
    }
    List<NameHolder> rivals =
        Stream.concat(stored.stream(), rows.values().stream().map(NameHolder::of)).toList();
    Map<String, NameHolder> usernames = newcomers(rivals, NameHolder::username);
    Map<String, NameHolder> emails = newcomers(rivals, NameHolder::email);
    return new UserChanges(
        rows.values().stream()
            .map(row ->
                row.withNames(
                    kept(row.username(), row.id(), usernames), kept(row.email(), row.id(), emails)))
            .toList(),
        losers(stored, NameHolder::username, usernames),
        losers(stored, NameHolder::email, emails),
        refusals);
  }

  private static Map<String, NameHolder> newcomers(
      List<NameHolder> rivals, Function<NameHolder, @Nullable String> name) {
    Map<String, NameHolder> winners = new HashMap<>();
    for (NameHolder rival : rivals) {
      String held = name.apply(rival);
      if (held != null) {
        winners.merge(held, rival, BinaryOperator.maxBy(NameHolder.NEWCOMER_LAST));
      }
    }
    return winners;
  }

  private static @Nullable String kept(
      @Nullable String name, UUID id, Map<String, NameHolder> winners) {
    NameHolder winner = name == null ? null : winners.get(name);
    return winner != null && winner.id().equals(id) ? name : null;
  }

  private static List<UUID> losers(
      Collection<NameHolder> stored,
      Function<NameHolder, @Nullable String> name,
      Map<String, NameHolder> winners) {
    return stored.stream()
        .filter(holder -> name.apply(holder) != null)
        .filter(holder -> kept(name.apply(holder), holder.id(), winners) == null)
        .map(NameHolder::id)
        .toList();
  }
}
