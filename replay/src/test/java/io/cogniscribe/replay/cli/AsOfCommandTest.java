package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The output of {@code as-of}, and of {@code plan} for a part of the log. */
@RealServers
final class AsOfCommandTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;
  private final Map<String, String> environment = new HashMap<>();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  AsOfCommandTest(TestServers servers) {
    backend = Backend.on(servers);
    environment.put("DATABASE_URL", backend.databaseUrl());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers());
    environment.put("REDIS_URL", backend.redisUrl());
    environment.put("REDIS_REPLAY_URL", backend.replayUrl());
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void tablesOfAMomentAreMadeListedAndDropped() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events()).commit();

    assertThat(run("as-of", "2026-10-20T00:00:00Z", "--into", "monday", "--projection", "jobs"))
        .isZero();
    assertThat(out.toString())
        .contains("[transcription_jobs, job_history] of 2026-10-20T00:00:00Z")
        .contains("in the schema monday");
    assertThat(backend.query("SELECT status FROM monday.transcription_jobs"))
        .containsExactly(Map.of("status", "pending"));
    assertThat(run("as-of", "--list")).isZero();
    assertThat(out.toString()).contains("monday: jobs as of 2026-10-20T00:00:00Z, loaded");

    String started = "jobs.events-%d@1".formatted(Keys.partition(Keys.of(job.id())));
    assertThat(run("as-of", started, "--into", "monday", "--projection", "jobs")).isZero();
    assertThat(backend.query("SELECT status FROM monday.transcription_jobs"))
        .containsExactly(Map.of("status", "processing"));

    assertThat(run("as-of", "--drop", "monday")).isZero();
    assertThat(run("as-of", "--list", "--json")).isZero();
    assertThat(out.toString()).contains("[ ]");
    assertThat(run("as-of", "--drop", "monday")).isEqualTo(1);
    assertThat(err.toString()).contains("no schema 'monday' was made by as-of");
  }

  @Test
  void everyProjectionGoesIntoOneSchemaUnlessSomeAreNamed() {
    backend
        .log()
        .jobs(JobStory.submitted(UUID.randomUUID(), START).events())
        .account(Events.registered(UUID.randomUUID(), "ada", "ada@uni.test", START))
        .commit();

    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--into", "all_of_it")).isZero();

    assertThat(backend.query("SELECT FROM all_of_it.users, all_of_it.transcription_jobs"))
        .hasSize(1);
  }

  @Test
  void aMomentThatCannotBeIsNamed() {
    backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START).events()).commit();

    assertThat(run("as-of", "yesterday", "--into", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("'yesterday' is not an instant such as");
    assertThat(run("as-of", "2999-01-01T00:00:00Z", "--into", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("is in the future");
    assertThat(run("as-of", "2001-01-01T00:00:00Z", "--into", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("it begins at 2026-10-20T00:00:00Z");
    assertThat(run("as-of", "jobs.events@3", "--into", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("such as jobs.events-3@120");
    assertThat(run("as-of", "--into", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("the moment is missing");
    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--list")).isEqualTo(2);
    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--into", "x", "--drop", "x")).isEqualTo(2);
    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--into", "public")).isEqualTo(1);
    assertThat(err.toString()).contains("Choose another name");
    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--into", "x", "--projection", "none"))
        .isEqualTo(2);
  }

  @Test
  void withoutTheDatabaseTheExitCodeIsThatOfWhatDoesNotAnswer() {
    environment.put("DATABASE_URL", "postgresql://nobody:none@127.0.0.1:1/none");

    assertThat(run("as-of", "2026-10-21T00:00:00Z", "--into", "x")).isEqualTo(3);
    assertThat(run("as-of", "--list")).isEqualTo(3);
  }

  @Test
  void aPlanOfAMomentAJobOrAUserSaysWhatIsReadAndConcerned() {
    UUID user = UUID.randomUUID();
    JobStory job = JobStory.submitted(user, START).started().completed();
    backend.log().jobs(job.events());
    backend.log().audit(job.id(), Events.audited(user, job.id(), START, null)).commit();
    backend.run(new JobProjection());
    backend.run(new AuditProjection());
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("audit");

    assertThat(run("plan", "--projection", "jobs", "--as-of", "2026-10-20T00:00:01Z")).isZero();
    assertThat(out.toString())
        .contains("jobs.events-%d: 1\n".formatted(Keys.partition(Keys.of(job.id()))))
        .contains("in the schema that --into names")
        .contains("Nothing was changed");
    assertThat(run("plan", "--job", job.id().toString())).isZero();
    assertThat(out.toString())
        .contains("3 events of jobs.events")
        .contains("1 events of audit.events")
        .contains("transcription_jobs=1")
        .contains("job_history=3")
        .contains("audit_logs=1")
        .contains("reading took")
        .contains("suppressed: every event")
        .contains("task:" + job.id());
    assertThat(run("plan", "--user", user.toString())).isZero();
    assertThat(out.toString())
        .contains("0 events of auth.events")
        .contains("3 events of jobs.events")
        .contains("1 events of audit.events")
        .contains("transcription_jobs=1")
        .contains("audit_logs=1")
        .contains("sessions:" + user);
    assertThat(run("plan", "--job", "17")).isEqualTo(2);
    assertThat(err.toString()).contains("'17' is not an id");
    assertThat(run("plan", "--as-of", "soon")).isEqualTo(2);
    assertThat(run("plan")).isZero();
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Cli.run(Settings.of(environment), out, err, "replay", arguments);
  }
}
