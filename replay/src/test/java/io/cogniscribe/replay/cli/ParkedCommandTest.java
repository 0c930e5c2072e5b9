package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.FixableJobs;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for parked records, and their output. */
@RealServers
final class ParkedCommandTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String OPERATOR = "an-operators-token";

  private final Backend backend;
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final HttpServer commandService;
  private final JobStory job = JobStory.submitted(UUID.randomUUID(), START);
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  ParkedCommandTest(TestServers servers) throws IOException {
    backend = Backend.on(servers);
    settings.put("DATABASE_URL", backend.databaseUrl());
    settings.put("REDIS_URL", backend.redisUrl());
    settings.put("REDIS_REPLAY_URL", backend.replayUrl());
    settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers());
    commandService =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    commandService.createContext(
        "/internal/skip-records",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(body);
          boolean mayDoIt =
              ("Bearer " + OPERATOR).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          if (mayDoIt) {
            record(JSON.readTree(body));
          }
          exchange.sendResponseHeaders(mayDoIt ? 204 : 403, -1);
          exchange.close();
        });
    commandService.start();
    settings.put("COMMAND_URL", "http://127.0.0.1:" + commandService.getAddress().getPort());
    settings.put("COGNISCRIBE_TOKEN", OPERATOR);
  }

  /** Records a skip as the command-service does. */
  private void record(JsonNode skip) {
    backend
        .log()
        .audit(
            UUID.randomUUID(),
            Events.skipped(
                skip.path("projection").asString(),
                Coordinates.parse(skip.path("record").asString()).orElseThrow(),
                skip.path("stream_key").asString(),
                skip.path("reason").asString()))
        .commit();
  }

  @AfterEach
  void stop() {
    commandService.stop(0);
    backend.close();
  }

  @Test
  void aListShowsWhatIsWrongAndHowMuchWaitsInWordsAndAsJson() {
    givenGarbageOfTheJob();

    assertThat(run("list", "--projection", "jobs")).isZero();
    assertThat(out.toString())
        .contains("jobs: the value is not in Avro single-object encoding")
        .contains("1 aggregates of jobs.events, 1 later events of them wait; schema unknown");
    assertThat(run("list", "--json")).isZero();
    JsonNode groups = JSON.readTree(out.toString());
    assertThat(groups.size()).isEqualTo(1);
    assertThat(groups.get(0).path("projection").asString()).isEqualTo("jobs");
    assertThat(groups.get(0).path("aggregates").asLong()).isEqualTo(1);
    assertThat(groups.get(0).path("waiting").asLong()).isEqualTo(1);
    assertThat(groups.get(0).path("first_failure").asString()).startsWith("20");
    assertThat(groups.get(0).path("example").asString()).isEqualTo(garbage());
  }

  @Test
  void whatCannotBeDecodedIsShownAsBytesAndWhatWaitsAsItIs() {
    givenGarbageOfTheJob();

    assertThat(run("show", garbage())).isZero();
    assertThat(out.toString())
        .contains("jobs has parked " + garbage() + " of " + job.id())
        .contains("cannot be decoded; 7 bytes, which begin with 67617262616765")
        .contains("1 later events of the aggregate wait");
    assertThat(run("show", waiting(), "--json")).isZero();
    JsonNode content = JSON.readTree(out.toString()).get(0).path("content");
    assertThat(content.path("type").asString()).isEqualTo("JobStarted");
    assertThat(content.path("event").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void aPasswordsHashIsNeverShown() {
    UUID user = UUID.randomUUID();
    var twice = Events.registered(user, "ada", "ada@uni.test", START);
    backend.log().account(twice).account(twice);
    backend
        .log()
        .send(Topics.ACCOUNT_EVENTS, Keys.of(user), "{argon2}x".getBytes(StandardCharsets.UTF_8));
    backend.log().commit();
    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");
    int partition = Keys.partition(Keys.of(user));

    assertThat(run("show", "auth.events-%d@1".formatted(partition))).isZero();
    assertThat(out.toString()).contains("ada@uni.test").doesNotContain("argon2");
  }

  @Test
  void aSkipIsRecordedAndWhatWaitsIsApplied() {
    givenGarbageOfTheJob();

    assertThat(run("skip", garbage(), "--reason", "sent by a test")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("is skipped in jobs, usage, progress, and recorded; 1 later events");
    assertThat(asked)
        .hasSize(3)
        .allSatisfy(body -> assertThat(body).contains("sent by a test", job.id().toString()));
    Tables.assertJobs(backend, job.events());
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("Nothing is parked");
    assertThat(run("skip", waiting(), "--reason", "again")).isEqualTo(1);
    assertThat(err.toString()).contains("is not parked").contains("Nothing was skipped");
    assertThat(run("skip", garbage(), "--reason", "again")).isZero();
    assertThat(asked).hasSize(3);
  }

  @Test
  void takesTheRecordOutOfProjectionsThatHadAppliedItWhenItIsSkipped() {
    JobStory done =
        JobStory.submitted(UUID.randomUUID(), Instant.now().minus(Duration.ofHours(1)))
            .started()
            .completed();
    backend.log().jobs(done.events()).commit();
    backend.run(new FixableJobs(event -> event.version() == 3));
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.runProgress();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();
    String completed = "jobs.events-%d@2".formatted(Keys.partition(Keys.of(done.id())));

    assertThat(run("skip", completed, "--reason", "test data")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("repaired: usage: ", "repaired: progress: all keys");
    assertThat(backend.query("SELECT FROM usage_statistics WHERE successful_jobs > 0")).isEmpty();
    assertThat(backend.redis().hget("task:" + done.id(), "status")).isEqualTo("processing");
    assertThat(backend.redis().get("counter:jobs:completed")).isIn(null, "0");
    assertThat(replay("verify", "--all", "--json")).as(out.toString()).isZero();
    // Running projectors do not expect the version of the skipped record.
    backend.log().job(done.deleted().last()).commit();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("Nothing is parked");
  }

  @Test
  void skipsTheRecordInEveryProjectionThatHasParkedIt() {
    backend.runProgress();
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    givenGarbageOfTheJob();
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();

    assertThat(run("skip", garbage(), "--reason", "sent by a test", "--json"))
        .as(err.toString())
        .isZero();

    JsonNode outcome = JSON.readTree(out.toString());
    assertThat(outcome.path("projections").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("jobs", "usage", "progress");
    assertThat(outcome.path("repaired")).isEmpty();
    assertThat(asked).hasSize(3);
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("Nothing is parked");
    Tables.assertJobs(backend, job.events());
  }

  @Test
  void nothingIsSkippedThatIsNotRecordedForAnOperator() {
    givenGarbageOfTheJob();

    assertThat(run("skip", garbage())).isEqualTo(2);
    assertThat(err.toString()).contains("--reason");
    assertThat(run("skip", garbage(), "--reason", " ")).isEqualTo(2);
    assertThat(run("skip", "nonsense", "--reason", "why")).isEqualTo(2);
    assertThat(err.toString()).contains("is not a position");
    settings.remove("COGNISCRIBE_TOKEN");
    assertThat(run("skip", garbage(), "--reason", "why")).isEqualTo(2);
    assertThat(err.toString()).contains("COGNISCRIBE_TOKEN");
    settings.put("COGNISCRIBE_TOKEN", "a-users-token");
    assertThat(run("skip", garbage(), "--reason", "why")).isEqualTo(1);
    assertThat(err.toString()).contains("not an operator's");
    settings.put("COMMAND_URL", "http://127.0.0.1:1");
    assertThat(run("skip", garbage(), "--reason", "why")).isEqualTo(3);
    assertThat(err.toString()).contains("does not answer");
    assertThat(backend.query("SELECT FROM parked_events")).hasSize(2);
    assertThat(backend.query("SELECT FROM skipped_events")).isEmpty();
  }

  @Test
  void whatWaitsIsNotSkippedBeforeWhatItWaitsFor() {
    givenGarbageOfTheJob();

    assertThat(run("skip", waiting(), "--reason", "why")).isEqualTo(1);

    assertThat(err.toString()).contains("Skip or retry that one first");
    assertThat(asked).isEmpty();
  }

  @Test
  void aDrainSaysWhatIsLeftAndWhatToDo() {
    givenGarbageOfTheJob();

    assertThat(run("drain")).isEqualTo(1);
    assertThat(out.toString()).contains("0 events were applied").contains("replay parked skip");
    assertThat(run("retry", "--all", "--json")).isEqualTo(1);
    assertThat(JSON.readTree(out.toString()).path("aggregates_still_parked").asInt()).isEqualTo(1);
    assertThat(run("retry")).isEqualTo(2);
    assertThat(err.toString()).contains("--all");
    assertThat(run("list", "--projection", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("sessions-live");
    settings.put("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/none");
    assertThat(run("list")).isEqualTo(3);
  }

  /** Sends garbage between the first event and the second. */
  private void givenGarbageOfTheJob() {
    backend.log().jobs(job.events()).send(Topics.JOB_EVENTS, Keys.of(job.id()), GARBAGE);
    backend.log().job(job.started().last()).commit();
    backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
  }

  private String garbage() {
    return "jobs.events-%d@1".formatted(Keys.partition(Keys.of(job.id())));
  }

  private String waiting() {
    return "jobs.events-%d@2".formatted(Keys.partition(Keys.of(job.id())));
  }

  private int run(String... arguments) {
    return replay(Stream.concat(Stream.of("parked"), Stream.of(arguments)).toArray(String[]::new));
  }

  private int replay(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Cli.run(Settings.of(settings), out, err, "replay", arguments);
  }
}
