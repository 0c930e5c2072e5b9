package io.cogniscribe.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.FixableProgress;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.projections.session.SessionProjection;
import io.cogniscribe.replay.verify.Verification;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** Drift is reported and left for an operator to repair. */
@RealServers
final class ContinuousVerificationTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Backend backend;
  private final RedisClient redis;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<VerifiableProjection<?>> projections = List.of(new JobProjection());
  private final DriftMeter drift =
      new DriftMeter(meters, List.of("jobs", "progress", "sessions-live"));
  private final Logger logger = (Logger) LoggerFactory.getLogger(ContinuousVerification.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  ContinuousVerificationTest(TestServers servers) {
    backend = Backend.on(servers);
    // The service's own Redis user, which may not list all keys.
    redis = RedisClient.create(URI.create(backend.redisUrl()));
  }

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    redis.close();
    backend.close();
  }

  @Test
  void reportsDriftAndChangesNothingWhenARowIsEdited() {
    JobStory job = givenAJob();
    ContinuousVerification verification = verification(100_000, () -> false);
    verification.start();
    await().atMost(PATIENCE).until(() -> gauge("verified") > 0);
    assertThat(gauge("drift")).isZero();

    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");

    await().atMost(PATIENCE).until(() -> gauge("drift") == 1);
    assertThat(backend.query("SELECT filename FROM transcription_jobs").toString())
        .contains("edited.mp3");
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line).contains("transcription_jobs " + job.id()).doesNotContain(".mp3"));
    backend.execute("UPDATE transcription_jobs SET filename = 'anatomy.mp3'");
    await().atMost(PATIENCE).until(() -> gauge("drift") == 0);
    verification.stop();
    Tables.assertJobs(backend, job.events());
  }

  @Test
  void namesTheKeysThatDifferFromTheirRowsAndChangesNone() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently());
    JobStory reported = JobStory.submitted(UUID.randomUUID(), recently());
    JobStory cancelled = JobStory.submitted(UUID.randomUUID(), recently()).started().cancelled();
    backend.log().jobs(job.events()).jobs(reported.events()).jobs(cancelled.events());
    backend.log().progress(reported.progress(40)).commit();
    UUID ada = UUID.randomUUID();
    UUID open = UUID.randomUUID();
    UUID closed = UUID.randomUUID();
    Instant expiry = recently().plus(Duration.ofHours(24));
    backend
        .log()
        .account(Events.registered(ada, "ada", "ada@uni.test", recently()))
        .account(Events.account(ada, 5, recently(), new SessionOpened(open, expiry, null, null)))
        .account(Events.account(ada, 6, recently(), new SessionOpened(closed, expiry, null, null)))
        .account(Events.account(ada, 7, recently(), new SessionClosed(closed)))
        .commit();
    runAll();
    ContinuousVerification verification = verificationOfKeys();
    verification.start();
    await().atMost(PATIENCE).until(() -> gauge("verified", "sessions-live") > 0);
    assertThat(gauge("drift", "progress")).isZero();
    assertThat(gauge("drift", "sessions-live")).isZero();
    assertThat(logged.list).isEmpty();

    backend.redis().hset("task:" + job.id(), "status", "edited");
    backend.redis().hset("task:" + cancelled.id(), "status", "processing");
    backend.redis().incr("counter:jobs:pending");
    backend.redis().hset("session:" + open, "roles", "operator");
    backend.redis().hset("session:" + closed, Map.of("user_id", ada.toString(), "roles", "user"));

    await().atMost(PATIENCE).until(() -> gauge("drift", "progress") == 3);
    await().atMost(PATIENCE).until(() -> gauge("drift", "sessions-live") == 2);
    assertThat(backend.redis().hget("task:" + job.id(), "status")).isEqualTo("edited");
    assertThat(logged.list.toString())
        .contains("redis task:" + job.id(), "redis task:" + cancelled.id())
        .contains("redis counter:jobs:pending", "redis session:" + open, "redis session:" + closed)
        .doesNotContain("edited");
    backend.redis().hset("task:" + job.id(), "status", "pending");
    backend.redis().hset("task:" + cancelled.id(), "status", "cancelled");
    backend.redis().decr("counter:jobs:pending");
    await().atMost(PATIENCE).until(() -> gauge("drift", "progress") == 0);
    verification.stop();
  }

  @Test
  void findsNoDriftInKeysWhileRowsAndKeysMoveOn() throws Exception {
    RandomHistory history = RandomHistory.of(61, 3_000, recently());
    runAll();
    ContinuousVerification verification = verificationOfKeys();
    verification.start();
    for (int from = 0; from < history.events().size(); from += 30) {
      int to = Math.min(from + 30, history.events().size());
      int reports = history.reports().size();
      history
          .reports()
          .subList(reports * from / 3_000, reports * to / 3_000)
          .forEach(backend.log()::progress);
      backend.log().jobs(history.events().subList(from, to)).commit();
      assertThat(gauge("drift", "progress")).isZero();
    }
    await().atMost(PATIENCE).until(() -> gauge("verified", "progress") > 0);

    assertThat(gauge("drift", "progress")).isZero();
    verification.stop();
  }

  @Test
  void comparesNoCountersWhileOnlyOneStoreHasParkedAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently()).started();
    FixableProgress old = new FixableProgress(event -> event.version() == 2);
    backend.log().jobs(job.events()).commit();
    backend.run(new JobProjection());
    backend.run(old);
    backend.run(new SessionProjection());
    backend.awaitCaughtUp("jobs");
    backend.awaitRedisCaughtUp();
    ContinuousVerification verification = verificationOfKeys();
    verification.start();

    await().atMost(PATIENCE).until(() -> gauge("verified", "progress") > 0);

    assertThat(backend.redis().get("counter:jobs:pending")).isEqualTo("1");
    assertThat(gauge("drift", "progress")).isZero();
    verification.stop();
  }

  private static Instant recently() {
    return Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
  }

  private void runAll() {
    backend.run(new JobProjection());
    backend.run(new UserProjection());
    backend.run(new SessionProjection());
    ProjectionCatalogue.intoRedis().forEach(backend::run);
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("users");
    backend.awaitCaughtUp("sessions");
    backend.awaitRedisCaughtUp("live");
    backend.awaitRedisCaughtUp("sessions-live");
  }

  @Test
  void waitsWhenProjectionsLag() {
    givenAJob();
    AtomicBoolean busy = new AtomicBoolean(true);
    AtomicInteger asked = new AtomicInteger();
    ContinuousVerification verification =
        verification(
            100_000,
            () -> {
              asked.incrementAndGet();
              return busy.get();
            });
    verification.start();

    await().atMost(PATIENCE).until(() -> asked.get() >= 3);
    assertThat(gauge("verified")).isZero();
    busy.set(false);

    await().atMost(PATIENCE).until(() -> gauge("verified") > 0);
    verification.stop();
  }

  @Test
  void logsTheReasonAndContinuesWhenAProjectionCannotBeVerified() {
    givenAJob();
    backend.execute("ALTER TABLE job_history RENAME TO elsewhere");
    ContinuousVerification verification = verification(100_000, () -> false);
    verification.start();

    await()
        .atMost(PATIENCE)
        .until(() -> logged.list.toString().contains("projection jobs could not be verified"));
    backend.execute("ALTER TABLE elsewhere RENAME TO job_history");

    await().atMost(PATIENCE).until(() -> gauge("verified") > 0);
    verification.stop();
  }

  @Test
  void doesNotStartWhenSwitchedOff() {
    assertThat(verification(0, () -> false).isAutoStartup()).isFalse();
    assertThat(verification(1, () -> false).isAutoStartup()).isTrue();
  }

  private JobStory givenAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events()).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    return job;
  }

  private ContinuousVerification verificationOfKeys() {
    return verification(100_000, () -> false, ProjectionCatalogue.keyRows());
  }

  private ContinuousVerification verification(int recordsPerSecond, BooleanSupplier busy) {
    return verification(recordsPerSecond, busy, List.of());
  }

  private ContinuousVerification verification(
      int recordsPerSecond, BooleanSupplier busy, List<KeyRows<?>> keyRows) {
    Database database =
        new Database(
            backend.database().jdbcUrl(), Backend.PROJECTOR.role(), Backend.PROJECTOR.password());
    return new ContinuousVerification(
        new ContinuousVerification.Tables(
            projections, () -> DatabasePool.open(database, "public", 1), busy),
        new ContinuousVerification.Keys(keyRows, redis, busy),
        new LogReader(backend.kafka()),
        Verification.scratch(Settings.of(Map.of())),
        recordsPerSecond,
        Duration.ofMillis(100),
        drift);
  }

  private double gauge(String name) {
    return gauge(name, "jobs");
  }

  private double gauge(String name, String projection) {
    return meters
        .get("cogniscribe.projection." + name)
        .tag("projection", projection)
        .gauge()
        .value();
  }
}
