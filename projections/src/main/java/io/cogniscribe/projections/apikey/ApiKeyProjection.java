package io.cogniscribe.projections.apikey;

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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Folds API keys into {@code api_keys}. It is separate from the users projection, so that a
 * database that has already folded the accounts still reads the API keys from the start.
 */
public final class ApiKeyProjection implements VerifiableProjection<Optional<KeyFact>> {

  @Override
  public String name() {
    return "api-keys";
  }

  @Override
  public List<Source<Optional<KeyFact>>> sources() {
    return List.of(
        Source.log(
            Topics.ACCOUNT_EVENTS, Topics.ACCOUNT_COMMANDS, Codecs.accountEvents(), KeyFact::of));
  }

  /** Watched because a table that lags would accept revoked keys. */
  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public List<Refusal<Optional<KeyFact>>> apply(
      Connection connection, List<Event<Optional<KeyFact>>> events) throws SQLException {
    Set<UUID> ids =
        events.stream()
            .flatMap(event -> event.fact().stream())
            .map(KeyFact::id)
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return List.of();
    }
    List<KeyRow> stored = KeyRow.TABLE.readBack(connection, ids).stream().map(KeyRow::of).toList();
    KeyChanges changes = KeyChanges.of(stored, events);
    KeyRow.TABLE.upsert(connection, changes.written());
    return changes.refusals();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(KeyRow.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<Optional<KeyFact>> event) {
    return event.fact().map(KeyFact::id);
  }

  @Override
  public Fold<Optional<KeyFact>, TableRow> fold(List<Event<Optional<KeyFact>>> events) {
    KeyChanges changes = KeyChanges.of(List.of(), events);
    return new Fold<>(
        changes.written().stream().map(KeyRow.TABLE::row).toList(),
        changes.refusals().stream().findFirst());
  }
}
