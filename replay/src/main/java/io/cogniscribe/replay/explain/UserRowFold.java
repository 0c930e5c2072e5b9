package io.cogniscribe.replay.explain;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.account.UserChanges;
import io.cogniscribe.projections.account.UserFold;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.account.UserRow;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an account and its rivals after each event. Rivals are accounts, in any partition,
 * that have taken one of its names; {@link #takers} finds them.
 */
public final class UserRowFold implements RowFold<RecordedEvent<AccountEvent>> {

  private final UUID id;
  private final Map<UUID, UserRow> rows = new LinkedHashMap<>();

  private UserRowFold(UUID id) {
    this.id = id;
  }

  /**
   * Returns an account's row, to be explained.
   *
   * @param rivals other accounts that have taken one of its names
   */
  public static Subject<RecordedEvent<AccountEvent>> subject(UUID id, Set<UUID> rivals) {
    Set<UUID> streams = new HashSet<>(rivals);
    streams.add(id);
    return new Subject<>(
        new Events<>(accountEvents(), streams, event -> UserFold.concerns(event.payload())),
        () -> new UserRowFold(id),
        Set.of("hashed_password"));
  }

  /**
   * Selects the events by which accounts take a name that a given account has had.
   *
   * @param own the events of the account
   */
  public static Events<RecordedEvent<AccountEvent>> takers(
      Collection<RecordedEvent<AccountEvent>> own) {
    Set<String> usernames = new HashSet<>();
    Set<String> emails = new HashSet<>();
    for (RecordedEvent<AccountEvent> event : own) {
      if (event.payload() instanceof UserRegistered user) {
        usernames.add(user.username());
        emails.add(user.email());
      } else if (event.payload() instanceof EmailChanged changed) {
        emails.add(changed.email());
      }
    }
    return new Events<>(
        accountEvents(),
        Set.of(),
        event ->
            switch (event.payload()) {
              case EmailChanged changed -> emails.contains(changed.email());
              case UserRegistered user ->
                  usernames.contains(user.username()) || emails.contains(user.email());
              default -> false;
            });
  }

  private static Source<TakenFact<RecordedEvent<AccountEvent>>> accountEvents() {
    return Source.log(
        Topics.ACCOUNT_EVENTS,
        Topics.ACCOUNT_COMMANDS,
        Codecs.accountEvents(),
        event -> TakenFact.of(event, UserProjection.checked(event)));
  }

  @Override
  public @Nullable String apply(
      Coordinates at, RecordedEvent<AccountEvent> event, int skippedBefore) {
    String key = event.streamId().toString();
    UserChanges changes =
        UserFold.fold(
            rows.values(),
            List.of(new Decoded.Event<>(at, key, Decoded.NO_CAUSE, event, skippedBefore)));
    changes.removed().forEach(rows::remove);
    changes.written().forEach(row -> rows.put(row.id(), row));
    return changes.refusals().isEmpty() ? null : changes.refusals().getFirst().reason();
  }

  @Override
  public Map<String, @Nullable Object> row() {
    UserRow row = rows.get(id);
    return row == null ? Map.of() : UserRow.TABLE.row(row).values();
  }
}
