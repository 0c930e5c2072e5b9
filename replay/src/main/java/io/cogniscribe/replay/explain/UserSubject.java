package io.cogniscribe.replay.explain;

import io.cogniscribe.account.AccountEvent;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account's row, to be explained. Accounts in any partition can take its names. {@link
 * NameTakers} finds them, and their events are folded with its own.
 */
public final class UserSubject implements Subject<RecordedEvent<AccountEvent>> {

  private final UUID id;
  private final Set<UUID> streams;
  private final Source<TakenFact<RecordedEvent<AccountEvent>>> source = accountEvents();

  /**
   * Creates the subject of an account.
   *
   * @param rivals other accounts that have taken one of its names
   */
  public UserSubject(UUID id, Set<UUID> rivals) {
    this.id = id;
    Set<UUID> all = new HashSet<>(rivals);
    all.add(id);
    this.streams = Set.copyOf(all);
  }

  /** Returns the topic, read as the projection reads it, with envelopes. */
  static Source<TakenFact<RecordedEvent<AccountEvent>>> accountEvents() {
    return Source.log(
        Topics.ACCOUNT_EVENTS,
        Topics.ACCOUNT_COMMANDS,
        Codecs.accountEvents(),
        event -> TakenFact.of(event, UserProjection.checked(event)));
  }

  @Override
  public Source<TakenFact<RecordedEvent<AccountEvent>>> source() {
    return source;
  }

  @Override
  public Set<UUID> streams() {
    return streams;
  }

  @Override
  public boolean concerns(RecordedEvent<AccountEvent> event) {
    return UserFold.concerns(event.payload());
  }

  @Override
  public RowFold<RecordedEvent<AccountEvent>> fold() {
    return new Fold();
  }

  @Override
  public Set<String> secrets() {
    return Set.of("hashed_password");
  }

  /** The rows of the account and its rivals after each event. */
  private final class Fold implements RowFold<RecordedEvent<AccountEvent>> {

    private final Map<UUID, UserRow> rows = new LinkedHashMap<>();

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
}
