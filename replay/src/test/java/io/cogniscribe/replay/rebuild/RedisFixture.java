package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.NaiveTasks;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.redis.RedisConnections;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;

/** A backend with running projections into Redis, and the parts of a rebuild. */
record RedisFixture(Backend backend, RedisAddress address, RedisClient other)
    implements AutoCloseable {

  /** Returns a time that is recent enough for every task to be kept. */
  static Instant recently() {
    return Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  }

  static RedisFixture on(TestServers servers) {
    Backend backend = Backend.on(servers);
    RedisAddress address = Settings.of(Map.of("REDIS_URL", backend.replayUrl())).redis();
    RedisAddress unbound =
        new RedisAddress(
            address.host(), address.port(), null, null, address.forRebuilds().database(), false);
    return new RedisFixture(backend, address, RedisConnections.open(unbound));
  }

  RedisReadModel model() {
    return model(Meter.SILENT);
  }

  RedisReadModel model(Meter meter) {
    return new RedisReadModel(
        backend.owner(), address, ProjectionCatalogue.intoRedis(), backend.kafka(), 2, meter);
  }

  void run() {
    for (RedisProjection<?> projection : ProjectionCatalogue.intoRedis()) {
      backend.run(projection);
    }
    Awaitility.await("every partition is claimed")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            backend.redis().hlen("projection:live:positions") == 16
                && backend.redis().hlen("projection:sessions-live:positions") == 8);
    await();
  }

  /** Returns when all committed events are applied. */
  void await() {
    backend.awaitRedisCaughtUp("live");
    backend.awaitRedisCaughtUp("sessions-live");
  }

  /** Adds an offset range of a history to the log, with all progress reported until then. */
  void write(RandomHistory history, int from, int to) {
    backend.log().jobs(history.events().subList(from, to)).commit();
  }

  /** Asserts that the active generation equals the naive fold. */
  void assertActiveIs(
      List<RecordedEvent<JobEvent>> events, List<RecordedEvent<JobProgressed>> reports) {
    Map<String, Map<String, String>> stored = new HashMap<>();
    for (String key : backend.redis().keys("task:*")) {
      stored.put(key, backend.redis().hgetAll(key));
    }
    Map<String, Map<String, String>> expected = NaiveTasks.of(events, reports);
    assertThat(stored.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, task) -> assertThat(stored.get(key)).as(key).isEqualTo(task));
    Tables.assertCounters(backend, events);
  }

  @Override
  public void close() {
    other.close();
    backend.close();
  }
}
