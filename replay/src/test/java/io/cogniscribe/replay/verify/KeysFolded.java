package io.cogniscribe.replay.verify;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.session.SessionKeyProjection;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.RedisReadModel;
import io.cogniscribe.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import redis.clients.jedis.RedisClient;

/** A backend whose projections into Redis are compared with the log, as the command does it. */
record KeysFolded(Backend backend) {

  static final ProgressProjection ACTIVE = new ProgressProjection();
  static final SessionKeyProjection SESSIONS = new SessionKeyProjection();

  /** Returns a time that is recent enough for every task to be kept. */
  static Instant recently() {
    return Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  }

  void run() {
    backend.run(ACTIVE);
    backend.run(SESSIONS);
    await();
  }

  void await() {
    backend.awaitRedisCaughtUp("live");
    backend.awaitRedisCaughtUp("sessions-live");
  }

  /**
   * Writes jobs and reports in separate offset ranges, so that either can be ahead of the other.
   */
  void write(RandomHistory history, int range) {
    int reported = 0;
    for (int from = 0; from < history.events().size(); from += range) {
      int to = Math.min(history.events().size(), from + range);
      int reports = history.reports().size() * to / history.events().size();
      history.reports().subList(reported, reports).forEach(backend.log()::progress);
      backend.log().commit();
      reported = reports;
      backend.log().jobs(history.events().subList(from, to)).commit();
    }
  }

  /** Returns events of users who log in and out, change their roles, and leave. */
  static List<RecordedEvent<AccountEvent>> people(long seed, int count) {
    Random random = new Random(seed);
    List<RecordedEvent<AccountEvent>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = UUID.randomUUID();
      Instant at = Instant.now().minusSeconds(7_230).truncatedTo(ChronoUnit.MILLIS);
      String name = "user-" + i;
      events.add(Events.registered(id, name, name + "@uni.test", at));
      List<UUID> sessions = new ArrayList<>();
      for (int step = 0; step < 8; step++) {
        events.add(Events.account(id, 5L + step, at, something(random, sessions, at)));
      }
    }
    return events;
  }

  private static AccountEvent something(Random random, List<UUID> sessions, Instant at) {
    UUID session = UUID.randomUUID();
    UUID earlier = sessions.isEmpty() ? session : sessions.get(random.nextInt(sessions.size()));
    return switch (random.nextInt(10)) {
      case 0 -> new SessionClosed(earlier);
      case 1 -> new SessionsClosed(random.nextBoolean() ? earlier : null);
      case 2 -> new RolesChanged(List.of("user", "operator"));
      case 3 -> new RolesChanged(List.of("user"));
      case 4 -> random.nextInt(10) == 0 ? new AccountDeleted() : new SessionClosed(earlier);
      default -> {
        sessions.add(session);
        // Some expired before they could be seen.
        yield new SessionOpened(
            session, at.plus(Duration.ofMinutes(random.nextInt(24 * 60))), null, null);
      }
    };
  }

  Verdict verify() {
    return run(false);
  }

  Verdict repair() {
    return run(true);
  }

  private Verdict run(boolean repair) {
    try {
      return new KeyVerification(model(), new LogReader(backend.kafka())).run(repair);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  RedisReadModel model() {
    return new RedisReadModel(
        backend.owner(),
        Settings.of(Map.of("REDIS_URL", backend.replayUrl())).redis(),
        ProjectionCatalogue.intoRedis(),
        backend.kafka(),
        2,
        Meter.SILENT);
  }

  /**
   * Returns the content and approximate expiry of all keys, except those that store times or count
   * swaps.
   */
  Map<String, Object> everything() {
    Map<String, Object> all = new HashMap<>();
    RedisClient any = backend.redis();
    for (String key : any.keys("*")) {
      if (key.contains(":beats")
          || key.contains(":heartbeat")
          || key.equals("projection:generation")) {
        continue;
      }
      long now = System.currentTimeMillis();
      long left = any.pttl(key);
      Object content =
          switch (any.type(key)) {
            case "hash" -> any.hgetAll(key);
            case "zset" -> any.zrangeWithScores(key, 0, -1);
            case "set" -> any.smembers(key);
            default -> String.valueOf(any.get(key));
          };
      // Keys expire at whole seconds, and this code runs less than half a second later.
      all.put(key, List.of(content, left < 0 ? "for ever" : (now + left + 500) / 1_000));
    }
    return all;
  }
}
