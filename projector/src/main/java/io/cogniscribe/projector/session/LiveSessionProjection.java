package io.cogniscribe.projector.session;

import io.cogniscribe.projector.engine.Decoded.Event;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.projector.redis.RedisProjection;
import java.time.Instant;
import java.util.List;

/** Keeps the sessions that are open in Redis, where a request costs one look. */
public final class LiveSessionProjection implements RedisProjection<List<SessionFact>> {

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
}
