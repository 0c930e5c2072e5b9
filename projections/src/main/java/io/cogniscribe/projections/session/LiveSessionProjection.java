package io.cogniscribe.projections.session;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.Life;
import io.cogniscribe.projections.redis.VerifiableKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the sessions that are open in Redis, where a request costs one look. */
public final class LiveSessionProjection implements VerifiableKeys<List<SessionFact>> {

  private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");

  private final List<Source<List<SessionFact>>> sources = List.of(SessionSource.open());

  @Override
  public String name() {
    return "sessions-live";
  }

  @Override
  public List<Source<List<SessionFact>>> sources() {
    return sources;
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public String script() {
    return "sessions.lua";
  }

  @Override
  public Object changes(List<Event<List<SessionFact>>> events, Instant now) {
    return LiveSessionChanges.of(
        events.stream().flatMap(event -> event.fact().stream()).toList(), now);
  }

  /** A session that is opened or closed a second time is as open or closed as before. */
  @Override
  public List<String> keysToForget() {
    return List.of();
  }

  /**
   * Who was shut out by a record that is parked no longer was not by a fold that never parked it.
   */
  @Override
  public boolean isBook(String key) {
    return key.startsWith(SessionKeys.SHUT_OUT);
  }

  @Override
  public Optional<UUID> group(Event<List<SessionFact>> event, Instant now) {
    return event.fact().stream().findFirst().map(SessionFact::userId);
  }

  /** Closed sessions are among them: one that is open all the same would let somebody in. */
  @Override
  public List<Cell> cells(UUID group, List<Event<List<SessionFact>>> events, Instant now) {
    Stream<Cell> sessions =
        facts(events)
            .filter(SessionFact.Opened.class::isInstance)
            .map(fact -> ((SessionFact.Opened) fact).row())
            .filter(row -> Life.of(row.expiresAt().toEpochMilli(), now) != Life.OVER)
            .map(row -> SessionKeys.session(row.id()));
    return Stream.concat(
            Stream.of(
                SessionKeys.roles(group), SessionKeys.sessions(group), SessionKeys.shutOut(group)),
            sessions)
        .toList();
  }

  @Override
  public List<Expected> fold(List<Event<List<SessionFact>>> events, boolean isParked, Instant now) {
    return ExpectedSessions.of(facts(events).toList(), isParked, now);
  }

  private static Stream<SessionFact> facts(List<Event<List<SessionFact>>> events) {
    return events.stream().flatMap(event -> event.fact().stream());
  }

  @Override
  public List<Expected> settled(List<Expected> expected, Function<Cell, Content> live) {
    return ExpectedSessions.owner(expected)
        .map(user -> live.apply(SessionKeys.shutOut(user)).fields().get(Content.VALUE))
        .filter(until -> MILLIS.matcher(until).matches())
        .map(until -> ExpectedSessions.afterShutOut(expected, Long.parseLong(until)))
        .orElse(expected);
  }

  @Override
  public List<String> prefixes() {
    return List.of(SessionKeys.SESSION, SessionKeys.SESSIONS);
  }

  @Override
  public List<String> sharedHashes() {
    return List.of(SessionKeys.ROLES);
  }

  @Override
  public String ownerField() {
    return "user_id";
  }

  @Override
  public Optional<UUID> owner(Cell cell, @Nullable String named) {
    if (cell.field() != null) {
      return Cell.id(cell.field(), "");
    }
    if (cell.key().startsWith(SessionKeys.SESSIONS)) {
      return Cell.id(cell.key(), SessionKeys.SESSIONS);
    }
    return Optional.ofNullable(named).flatMap(user -> Cell.id(user, ""));
  }
}
