package io.cogniscribe.projections.session;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.redis.RedisProjection;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/** Folds open sessions into Redis, where a request needs one read. */
public final class SessionKeyProjection implements RedisProjection<List<SessionFact>> {

  private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");

  @Override
  public String name() {
    return "sessions-live";
  }

  @Override
  public List<Source<List<SessionFact>>> sources() {
    return new SessionProjection().sources();
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
    return SessionKeyChanges.of(
        events.stream().flatMap(event -> event.fact().stream()).toList(), now);
  }

  /** Returns no keys, because opening or closing a session twice has the same result as once. */
  @Override
  public List<String> keysToForget() {
    return List.of();
  }

  /**
   * Shut-out keys exist only after a record was parked, so a fold without parked records has none.
   */
  @Override
  public boolean isBook(String key) {
    return key.startsWith(SessionKeys.SHUT_OUT);
  }

  @Override
  public boolean mayDiffer(String key, UnifiedJedis active, UnifiedJedis shadow) {
    // The keys may have values of another type that a third party has written.
    return switch (active.type(key) + " " + shadow.type(key)) {
      case "none hash" -> key.startsWith(SessionKeys.SESSION) && isShutOut(key, active, shadow);
      case "none zset", "zset zset" ->
          key.startsWith(SessionKeys.SESSIONS) && lacksOnly(key, active, shadow);
      default -> false;
    };
  }

  private static boolean isShutOut(String key, UnifiedJedis active, UnifiedJedis shadow) {
    String user = shadow.hget(key, "user_id");
    String expiresAt = shadow.hget(key, "expires_at");
    return user != null
        && expiresAt != null
        && MILLIS.matcher(expiresAt).matches()
        && Double.parseDouble(expiresAt) <= shutOutUntil(user, active);
  }

  /** Returns whether the active list lacks only sessions that its user was shut out of. */
  private static boolean lacksOnly(String key, UnifiedJedis active, UnifiedJedis shadow) {
    double until = shutOutUntil(key.substring(SessionKeys.SESSIONS.length()), active);
    List<Tuple> listed = active.zrangeWithScores(key, 0, -1);
    List<Tuple> all = shadow.zrangeWithScores(key, 0, -1);
    return all.size() > listed.size()
        && all.containsAll(listed)
        && all.stream().allMatch(each -> listed.contains(each) || each.getScore() <= until);
  }

  /** Returns the time (ms) until which sessions of a user may be missing; 0 when none may. */
  private static double shutOutUntil(String user, UnifiedJedis active) {
    String until = active.get(SessionKeys.shutOut(user));
    return until != null && MILLIS.matcher(until).matches() ? Double.parseDouble(until) : 0;
  }

  @Override
  public List<String> prefixes() {
    return List.of(SessionKeys.SESSION, SessionKeys.SESSIONS);
  }
}
