package io.cogniscribe.projections.session;

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

/** Folds sessions into {@code sessions}. */
public final class SessionProjection implements VerifiableProjection<List<SessionFact>> {

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public List<Source<List<SessionFact>>> sources() {
    return List.of(
        Source.log(
            Topics.ACCOUNT_EVENTS,
            Topics.ACCOUNT_COMMANDS,
            Codecs.accountEvents(),
            SessionFact::of));
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public List<Refusal<List<SessionFact>>> apply(
      Connection connection, List<Event<List<SessionFact>>> events) throws SQLException {
    SessionTable.write(
        connection,
        SessionChanges.of(events.stream().flatMap(event -> event.fact().stream()).toList()));
    return List.of();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(SessionRow.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<List<SessionFact>> event) {
    return event.fact().stream().findFirst().map(SessionFact::userId);
  }

  @Override
  public Fold<List<SessionFact>, TableRow> fold(List<Event<List<SessionFact>>> events) {
    SessionChanges changes =
        SessionChanges.of(events.stream().flatMap(event -> event.fact().stream()).toList());
    return new Fold<>(
        changes.opened().stream().map(SessionRow.TABLE::row).toList(), Optional.empty());
  }
}
