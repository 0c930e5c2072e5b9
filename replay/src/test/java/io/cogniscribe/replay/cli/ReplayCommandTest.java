package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.settings.DatabaseLogin;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The output and exit codes of {@code plan}, {@code rebuild}, {@code rollback} and {@code prune}.
 */
@RealServers
final class ReplayCommandTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;
  private Settings settings;
  private final StringWriter out = new StringWriter();

  ReplayCommandTest(TestServers servers) {
    backend = Backend.on(servers);
    settings =
        Settings.of(
            Map.of(
                "DATABASE_URL", backend.databaseUrl(),
                "REDIS_URL", "redis://nobody-knows:1/0",
                "REDIS_REPLAY_URL", backend.replayUrl(),
                "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers()));
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aPlanSaysWhatIsReadAndWrittenAndChangesNothing() {
    JobStory job = givenAJob();

    int exit = run("plan", "--projection", "jobs");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("jobs (version 1): reads")
        .contains("jobs.events-")
        .contains("[transcription_jobs, job_history] in the schema rebuilt_jobs")
        .contains("Nothing was changed");
    assertThat(backend.query("SELECT FROM generations")).isEmpty();
    assertThat(backend.query("SELECT FROM job_history WHERE job_id = ?", job.id())).hasSize(3);
  }

  @Test
  void aPlanOfSeveralHasSumsAndTellsWhatIsSuppressedAndWhichDiskIsNeeded() {
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();
    backend.execute(
        "INSERT INTO skipped_events (projection, topic, \"partition\", \"offset\", stream_key, reason,"
            + " skipped_by, skipped_at) VALUES ('jobs', 'jobs.events', 0, 9, 'x', 'y', 'z', now())");

    int exit = run("plan", "--projection", "jobs", "--projection", "users", "--json");

    assertThat(exit).isZero();
    JsonNode plan = JsonMapper.shared().readTree(out.toString());
    JsonNode jobs = plan.path("plans").path(0);
    JsonNode users = plan.path("plans").path(1);
    assertThat(jobs.path("suppressed"))
        .extracting(JsonNode::asString)
        .containsExactly(
            "every event and e-mail: a rebuild sends none",
            "1 records that operators have skipped");
    assertThat(users.path("suppressed")).hasSize(1);
    assertThat(jobs.path("table_bytes").asLong()).as("the active generation is empty").isPositive();
    assertThat(jobs.path("sorting").path("free_bytes").asLong()).isPositive();
    assertThat(users.path("sorting").isNull()).isTrue();
    assertThat(plan.path("total").path("log_bytes").asLong())
        .isEqualTo(jobs.path("log_bytes").asLong() + users.path("log_bytes").asLong());
    assertThat(run("plan", "--projection", "jobs", "--projection", "users")).isZero();
    assertThat(out.toString())
        .contains("together: ")
        .contains("suppressed: 1 records")
        .contains("that are free in " + System.getProperty("java.io.tmpdir"));
  }

  @Test
  void anEditedRowIsShownNotSwappedWithoutBeingAskedAndSwappedWhenAsked() {
    JobStory job = givenAJob();
    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");

    int asking = run("rebuild", "--projection", "jobs");

    assertThat(asking).isEqualTo(1);
    assertThat(out.toString())
        .contains("transcription_jobs " + job.id() + ": differs")
        .contains("filename: active \"edited.mp3\"")
        .contains("not swapped")
        .contains("--resume --swap=auto");
    assertThat(filename()).isEqualTo("edited.mp3");

    int resumed = run("rebuild", "--projection", "jobs", "--resume", "--swap=auto");

    assertThat(resumed).isEqualTo(4);
    assertThat(filename()).isNotEqualTo("edited.mp3");
    assertThat(run("rebuild", "--projection", "jobs", "--swap=auto", "--require-equal")).isZero();
    assertThat(run("rollback", "--projection", "jobs")).isZero();
    assertThat(run("prune")).isZero();
  }

  @Test
  void tablesAreRebuiltAsTheirOwnerWhereTheProjectorHasARoleOfItsOwn() {
    String url = backend.databaseUrl();
    DatabaseLogin projector = Backend.PROJECTOR;
    settings =
        Settings.of(
            Map.of(
                "DATABASE_OWNER_URL",
                url,
                "DATABASE_URL",
                url.replaceFirst(
                    "//[^@]*@", "//%s:%s@".formatted(projector.role(), projector.password())),
                "DATABASE_QUERY_PASSWORD",
                Backend.QUERY.password(),
                "REDIS_URL",
                "redis://nobody-knows:1/0",
                "KAFKA_BOOTSTRAP_SERVERS",
                backend.kafka().bootstrapServers()));
    JobStory job = givenAJob();

    assertThat(run("rebuild", "--projection", "jobs")).isZero();
    assertThat(run("rebuild", "--projection", "jobs", "--resume", "--swap=auto")).isZero();
    backend.log().job(job.deleted().last()).commit();
    backend.awaitCaughtUp("jobs");
    assertThat(run("rollback", "--projection", "jobs")).isZero();
    assertThat(run("rebuild", "--projection", "jobs", "--swap=auto")).isZero();
    assertThat(run("prune", "--projection", "jobs")).isZero();

    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();
    backend.awaitCaughtUp("jobs");
    assertThat(backend.query("SELECT FROM transcription_jobs")).hasSize(1);
    assertThat(backend.query("SELECT FROM parked_events")).isEmpty();
  }

  @Test
  void whatIsNotEqualIsNotSwappedInWhereEqualityIsRequired() {
    givenAJob();
    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");

    int exit = run("rebuild", "--projection", "jobs", "--swap=auto", "--require-equal");

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).contains("not swapped");
    assertThat(filename()).isEqualTo("edited.mp3");
    assertThat(backend.query("SELECT FROM generations WHERE schema = 'public'")).isEmpty();
    assertThat(run("rollback", "--projection", "jobs")).isEqualTo(1);
  }

  @Test
  void anInterruptedRebuildOfAllGoesOnWhereItBrokeOffAndAllCanBeRolledBack() {
    givenAJob();
    assertThat(run("rebuild", "--resume", "--swap=auto")).isEqualTo(1);
    assertThat(out.toString()).contains("there is no rebuild to resume");
    run("rebuild", "--projection", "jobs", "--swap=auto");
    run("rebuild", "--projection", "users", "--swap=never");
    run("rebuild", "--projection", "audit", "--swap=never");
    backend.execute("UPDATE generations SET state = 'loading' WHERE projection = 'audit'");
    out.getBuffer().setLength(0);

    // The usage table and Redis were never filled, so they differ from the log.
    assertThat(run("rebuild", "--resume", "--swap=auto")).isEqualTo(4);

    assertThat(out.toString())
        .contains("jobs: done before", "sessions: done before", "api-keys: done before")
        .contains("users: 0 offsets folded")
        .contains("fold audit", "fold usage", "fold progress")
        .doesNotContain("fold jobs", "fold users", "not swapped");
    out.getBuffer().setLength(0);
    assertThat(run("rollback", "--projection", "all")).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("sessions: there is no previous generation", "api-keys: there is no previous")
        .contains("rolled back: jobs, users, audit, usage, progress");
    assertThat(run("prune")).isZero();
    assertThat(run("rollback", "--projection", "all")).isEqualTo(1);
    assertThat(out.toString()).contains("nothing was rolled back");
  }

  @Test
  void warnsAndWaitsForConfirmationWhenARollbackBringsOldErrorsBack() {
    JobStory job = givenAJob();
    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");
    assertThat(run("rebuild", "--projection", "jobs", "--swap=auto")).isEqualTo(4);
    out.getBuffer().setLength(0);

    assertThat(run("rollback", "--projection", "jobs")).isEqualTo(1);

    assertThat(out.toString())
        .contains("transcription_jobs " + job.id() + ": differs")
        .contains("previous \"edited.mp3\"")
        .contains("differs from the active one in 1 rows or keys")
        .contains("confirm with --yes");
    assertThat(filename()).isNotEqualTo("edited.mp3");
    assertThat(run("rollback", "--projection", "jobs", "--yes")).isZero();
    assertThat(filename()).isEqualTo("edited.mp3");
  }

  @Test
  void theKeysOfRedisAreRebuiltLikeTables() {
    Instant recently = Instant.now().minus(Duration.ofHours(1));
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently).started().completed();
    backend.log().jobs(job.events()).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    backend.runProgress();
    backend.awaitRedisCaughtUp();
    backend.redis().hset("task:" + job.id(), "percent", "1");

    assertThat(run("plan", "--projection", "progress")).isZero();
    assertThat(out.toString())
        .contains("progress (version 1): reads")
        .contains("jobs.progress-")
        .contains("[keys of progress, keys of sessions-live] in the database")
        .contains("the duration is known after the first rebuild");
    assertThat(run("rebuild", "--projection", "sessions-live")).isEqualTo(1);
    assertThat(out.toString())
        .contains("redis task:" + job.id() + ": differs")
        .contains("percent: active 1, log 100")
        .contains("'replay rebuild --projection progress --resume --swap=auto' makes it active");
    assertThat(run("rebuild", "--projection", "progress", "--resume", "--swap=auto")).isEqualTo(4);
    assertThat(backend.redis().hget("task:" + job.id(), "percent")).isEqualTo("100");
    assertThat(run("rollback", "--projection", "progress", "--yes")).isZero();
    assertThat(backend.redis().hget("task:" + job.id(), "percent")).isEqualTo("1");
    assertThat(run("prune", "--projection", "progress")).isZero();
    assertThat(run("rollback", "--projection", "progress")).isEqualTo(1);
    assertThat(run("rebuild", "--swap=auto")).isEqualTo(4);
    assertThat(run("rebuild", "--require-equal", "--swap=auto")).isZero();
  }

  @Test
  void aRedisThatDoesNotAnswerIsNamed() {
    settings =
        Settings.of(
            Map.of(
                "DATABASE_URL", backend.databaseUrl(),
                "REDIS_URL", "redis://127.0.0.1:1/0",
                "KAFKA_BOOTSTRAP_SERVERS", backend.kafka().bootstrapServers()));

    assertThat(run("rebuild", "--projection", "progress")).isEqualTo(3);
    assertThat(out.toString()).contains("Redis does not answer. Start it, or correct REDIS_URL");
  }

  @Test
  void whatCannotBeDoneIsNamed() {
    assertThat(run("rebuild", "--projection", "nonsense")).isEqualTo(2);
    assertThat(out.toString()).contains("there is no projection 'nonsense'").contains("jobs");
    assertThat(run("rollback", "--projection", "jobs")).isEqualTo(1);
    assertThat(out.toString()).contains("no previous generation of 'jobs'");
    assertThat(run("rebuild", "--projection", "jobs", "--resume")).isEqualTo(1);
    assertThat(out.toString()).contains("Start a new one");
  }

  private JobStory givenAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events()).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    return job;
  }

  private String filename() {
    return String.valueOf(
        backend.query("SELECT filename FROM transcription_jobs").getFirst().get("filename"));
  }

  private int run(String... arguments) {
    return Cli.run(settings, out, out, "replay", arguments);
  }
}
