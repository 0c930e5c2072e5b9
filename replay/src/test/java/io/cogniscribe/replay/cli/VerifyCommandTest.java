package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The output and exit codes of {@code replay verify}. */
@RealServers
final class VerifyCommandTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;
  private final Settings settings;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  VerifyCommandTest(TestServers servers) {
    backend = Backend.on(servers);
    settings =
        Settings.of(
            Map.of(
                "DATABASE_URL", backend.databaseUrl(),
                "REDIS_URL", backend.redisUrl(),
                "REDIS_REPLAY_URL", backend.replayUrl(),
                "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers()));
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void anEditedRowIsShownWithItsEventsRepairedAndThenClean() {
    JobStory job = givenAJob();
    assertThat(verify("--all")).isZero();
    assertThat(out.toString()).contains("jobs: 1 groups folded and compared (4 rows or keys)");
    backend.execute("UPDATE transcription_jobs SET filename = 'edited.mp3'");

    int found = verify("--projection", "jobs", "--all");
    int repaired = verify("--projection", "jobs", "--all", "--repair");
    int after = verify("--projection", "jobs", "--all");

    assertThat(found).isEqualTo(1);
    assertThat(repaired).isEqualTo(4);
    assertThat(after).isZero();
    assertThat(out.toString())
        .contains("transcription_jobs %s: differs".formatted(job.id()))
        .contains("filename: active edited.mp3, log anatomy.mp3")
        .containsPattern("3 events: jobs\\.events-\\d+@\\d+, jobs\\.events-\\d+@\\d+, ")
        .contains(job.id() + ": repaired");
  }

  @Test
  void anEditedKeyIsShownRepairedAndThenClean() {
    Instant recently = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.MICROS);
    JobStory job = JobStory.submitted(UUID.randomUUID(), recently).started();
    backend.log().jobs(job.events()).commit();
    backend.runProgress();
    backend.awaitRedisCaughtUp();
    backend.redis().hset("task:" + job.id(), "status", "edited");
    backend.redis().incr("counter:jobs:processing");

    int found = verify("--projection", "progress", "--all");
    int repaired = verify("--projection", "progress", "--all", "--repair");
    int after = verify("--projection", "progress", "--all");

    assertThat(found).isEqualTo(1);
    assertThat(repaired).isEqualTo(4);
    assertThat(after).isZero();
    assertThat(out.toString())
        .containsPattern("progress: [23] groups folded and compared \\([23] rows or keys\\)")
        .contains("redis task:%s: differs".formatted(job.id()))
        .contains("status: active edited, log processing")
        .contains("redis counter:jobs:processing: differs")
        .contains("value: active 2, log 1")
        .contains(
            "all keys, by a rebuild ('replay rollback --projection progress' goes back): repaired")
        .doesNotContain("jobs: ");
    assertThat(err.toString()).contains("fold progress: ");
  }

  @Test
  void theKeysCanBeHadAsOneJsonDocumentAndArePartOfAll() {
    backend.redis().hset("task:" + UUID.randomUUID(), "status", "edited");

    int exit = verify("--all", "--json");

    JsonNode verdicts = new JsonMapper().readTree(out.toString());
    assertThat(exit).isEqualTo(1);
    assertThat(verdicts.findValuesAsString("projection")).endsWith("progress");
    JsonNode drift = verdicts.get(6).get("shown").get(0);
    assertThat(drift.get("row").get("table").asString()).isEqualTo("redis");
    assertThat(drift.get("row").get("kind").asString()).isEqualTo("ORPHANED");
  }

  @Test
  void aRedisThatDoesNotAnswerIsNamed() {
    Map<String, String> elsewhere =
        Map.of(
            "DATABASE_URL", backend.databaseUrl(),
            "REDIS_URL", "redis://127.0.0.1:1/0",
            "KAFKA_BOOTSTRAP_SERVERS", settings.kafkaBootstrapServers());

    int exit = verify(Settings.of(elsewhere), "--projection", "progress");

    assertThat(exit).isEqualTo(3);
    assertThat(err.toString()).contains("Redis does not answer");
  }

  @Test
  void theResultCanBeHadAsOneJsonDocument() {
    JobStory job = givenAJob();
    backend.execute("DELETE FROM job_history WHERE version = 2");

    int exit = verify("--projection", "jobs", "--sample", "100%", "--json");

    JsonNode verdict = new JsonMapper().readTree(out.toString()).get(0);
    assertThat(exit).isEqualTo(1);
    assertThat(verdict.get("projection").asString()).isEqualTo("jobs");
    assertThat(verdict.get("drifted").asInt()).isEqualTo(1);
    JsonNode drift = verdict.get("shown").get(0);
    assertThat(drift.get("row").get("key").asString()).isEqualTo(job.id() + "/2");
    assertThat(drift.get("row").get("kind").asString()).isEqualTo("MISSING");
    assertThat(drift.get("offsets").size()).isEqualTo(3);
  }

  @Test
  void namesParkedAggregatesSkippedRecordsAndTheLagBesideWhatDiffers() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started();
    backend.log().jobs(job.events());
    JobStory parked = JobStory.submitted(UUID.randomUUID(), START);
    backend
        .log()
        .job(parked.events().getFirst())
        .send(Topics.JOB_EVENTS, Keys.of(parked.id()), "garbage".getBytes(StandardCharsets.UTF_8))
        .commit();
    ProjectionLoop<?> loop = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    loop.close();
    backend.log().job(job.deleted().last()).commit();
    backend.execute(
        """
        INSERT INTO skipped_events (projection, topic, "partition", "offset", stream_key, reason,
          skipped_by, skipped_at) VALUES ('jobs', 'jobs.events', 0, 77, 'x', 'y', 'z', now())
        """);

    assertThat(verify("--projection", "jobs", "--all")).isZero();

    assertThat(out.toString())
        .contains(parked.id() + ": compared up to its first parked event")
        .contains("jobs.events-0@77 of x: skipped")
        .contains("not compared: 1 records at the end of the log that 'jobs' has not applied yet");
    out.getBuffer().setLength(0);
    assertThat(verify("--projection", "jobs", "--all", "--json")).isZero();
    JsonNode verdict = new JsonMapper().readTree(out.toString()).get(0);
    assertThat(verdict.get("parked").get(0).asString()).isEqualTo(parked.id().toString());
    assertThat(verdict.get("skipped").size()).isEqualTo(1);
    assertThat(verdict.get("lag").asLong()).isEqualTo(1);
  }

  @Test
  void aSampleIsTakenByDefault() {
    givenAJob();

    assertThat(verify()).isZero();
    assertThat(out.toString()).contains("usage: 0 groups");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "150%", "-5%", "many", "NaN", ""})
  void aSampleThatIsNoneIsRefused(String sample) {
    assertThat(verify("--sample", sample)).isEqualTo(2);
    assertThat(err.toString()).contains("--sample").contains("--all");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(verify("--sample", "5%", "--all")).isEqualTo(2);
    assertThat(err.toString()).contains("mutually exclusive");
    assertThat(verify("--projection", "nonsense", "--all")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no projection 'nonsense'").contains("jobs");
  }

  private JobStory givenAJob() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events()).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    return job;
  }

  private int verify(String... arguments) {
    return verify(settings, arguments);
  }

  private int verify(Settings settings, String... arguments) {
    return Cli.run(settings, out, err, "replay verify", arguments);
  }
}
