package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.account.UserProjection;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Explanations list the events of a row or counter, and end at the stored value. */
@RealServers
final class ExplainCommandTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
  private static final List<String> STATUSES =
      List.of("pending", "processing", "completed", "failed", "cancelled");

  private final Backend backend;
  private final Map<String, String> environment = new HashMap<>();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  ExplainCommandTest(TestServers servers) {
    backend = Backend.on(servers);
    environment.put("DATABASE_URL", backend.databaseUrl());
    environment.put("REDIS_URL", backend.redisUrl());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers());
    environment.put("COST_CENTS_PER_AUDIO_MINUTE", String.valueOf(NaiveFold.TARIFF));
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void everyKindOfNumberInARandomHistoryComesToWhatTheProjectorHas() {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(31, 2_000, START).events();
    backend.log().jobs(events).commit();
    givenActive();

    for (UUID id : sample(events.stream().map(RecordedEvent::streamId))) {
      JsonNode job = explained("jobs/" + id);
      assertEqualToActive(job);
      assertThat(job.path("events").asLong())
          .isEqualTo(events.stream().filter(event -> event.streamId().equals(id)).count());
    }
    for (Map<String, ?> month :
        backend.query("SELECT user_id, month FROM usage_statistics LIMIT 6")) {
      assertEqualToActive(
          explained("usage/%s/%s".formatted(month.get("user_id"), month.get("month"))));
    }
    Map<String, Long> counters = NaiveFold.of(events).counters();
    for (String status : STATUSES) {
      JsonNode counter = explained("counter/" + status);
      assertEqualToActive(counter);
      assertThat(counter.path("row").path("value").asLong())
          .isEqualTo(counters.getOrDefault(status, 0L));
    }
  }

  @Test
  void aJobIsExplainedColumnByColumnWithWhoDidItAndByWhichCommand() {
    JobStory job =
        JobStory.submitted(UUID.randomUUID(), START).started().completed("heart ".repeat(500));
    backend.log().jobs(job.events()).commit();
    givenActive();

    int exit = run("jobs/" + job.id());

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("3 events")
        .contains("jobs.events-%d@".formatted(Keys.partition(Keys.of(job.id()))))
        .contains("2026-10-20T00:00:00Z JobSubmitted")
        .contains("by worker worker-7, command " + job.last().causationId())
        .contains("status: \"pending\" -> \"processing\"")
        .contains("segment_count: 12")
        .contains("… (3,000 characters)")
        .contains("equal, at the active position")
        .doesNotContain("heart ".repeat(20));
  }

  @Test
  void anEditedRowIsNotEqualAndTheColumnsAreNamed() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START).started().completed();
    backend.log().jobs(job.events()).commit();
    givenActive();
    backend.execute("UPDATE transcription_jobs SET segment_count = 13");
    backend.execute("UPDATE usage_statistics SET failed_jobs = 5");
    backend.redis().incr("counter:jobs:completed");

    assertThat(run("jobs/" + job.id())).isEqualTo(1);
    assertThat(out.toString()).contains("NOT EQUAL, at the active position: [segment_count]");
    UUID user = job.events().getFirst().payload().userId();
    assertThat(run("usage/" + user + "/2026-10")).isEqualTo(1);
    assertThat(out.toString()).contains("NOT EQUAL, at the active position: [failed_jobs]");
    assertThat(run("counter/completed")).isEqualTo(1);
    assertThat(out.toString()).contains("NOT EQUAL, at the active position: [value]");
  }

  @Test
  void whatTheProjectorHasNotReadYetIsReportedAndMakesNoDifference() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START);
    backend.log().jobs(job.events()).commit();
    var loop = backend.run(new JobProjection());
    backend.awaitCaughtUp("jobs");
    loop.close();
    backend.log().job(job.started().last()).commit();

    JsonNode explanation = explained("jobs/" + job.id());

    assertEqualToActive(explanation);
    assertThat(explanation.path("active").path("unread").asLong()).isEqualTo(1);
    assertThat(explanation.path("row").path("status").asString()).isEqualTo("processing");
    assertThat(explanation.path("active").path("row").path("status").asString())
        .isEqualTo("pending");
  }

  @Test
  void parkedEventsAreStepsThatChangeNothing() {
    JobStory sick = JobStory.submitted(UUID.randomUUID(), START);
    backend.log().jobs(sick.events());
    backend
        .log()
        .send(Topics.JOB_EVENTS, Keys.of(sick.id()), "poison".getBytes(StandardCharsets.UTF_8));
    backend.log().job(sick.started().last()).commit();
    givenActive();

    JsonNode explanation = explained("jobs/" + sick.id());

    assertEqualToActive(explanation);
    assertThat(explanation.path("steps")).hasSize(3);
    assertThat(explanation.path("steps").path(1).path("not_applied").asString()).isNotEmpty();
    assertThat(explanation.path("steps").path(2).path("not_applied").asString())
        .contains("earlier");
    assertThat(explanation.path("active").path("parked").asLong()).isEqualTo(2);
    assertEqualToActive(explained("counter/processing"));
  }

  @Test
  void accountsAreToldWithTheNamesThatOthersTookAndWithoutTheirPasswords() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    backend
        .log()
        .account(Events.registered(first, "ada", "ada@uni.test", START))
        .account(
            Events.account(
                first, 5, START.plusSeconds(1), new PasswordChanged("{argon2}secret-of-ada")))
        .account(Events.registered(second, "bob", "bob@uni.test", START.plusSeconds(2)))
        .account(
            Events.account(
                second,
                5,
                START.plusSeconds(3),
                new EmailChanged("ada@uni.test", UUID.randomUUID())))
        .commit();
    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");

    JsonNode explanation = explained("users/" + first);

    assertEqualToActive(explanation);
    assertEqualToActive(explained("users/" + second));
    assertThat(explanation.path("row").path("email").isNull()).isTrue();
    assertThat(explanation.path("steps").valueStream().map(step -> step.path("stream").asString()))
        .contains(first.toString(), second.toString());
    assertThat(explanation.toString()).contains("(not shown)").doesNotContain("argon2");
    backend.execute("UPDATE users SET hashed_password = 'stolen' WHERE username = 'ada'");
    assertThat(run("users/" + first)).isEqualTo(1);
    assertThat(out.toString()).contains("[hashed_password]").doesNotContain("stolen");
  }

  @Test
  void accountsInARandomHistoryComeToWhatTheProjectorHas() {
    Random random = new Random(41);
    List<String> free =
        new ArrayList<>(IntStream.range(0, 16).mapToObj("mail-%d@uni.test"::formatted).toList());
    Map<UUID, String> held = new LinkedHashMap<>();
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Instant at = START.plusSeconds(i);
      if (held.size() < 12) {
        UUID id = UUID.randomUUID();
        String email = free.remove(random.nextInt(free.size()));
        held.put(id, email);
        all.add(id);
        backend.log().account(Events.registered(id, "user-" + i, email, at));
        continue;
      }
      UUID id = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
      AccountEvent event =
          switch (random.nextInt(5)) {
            case 0 -> new PasswordChanged("{argon2}" + i);
            case 1 -> new RolesChanged(List.of("user", "operator"));
            case 2 -> new AccountDeactivated();
            case 3 -> {
              String taken = free.remove(random.nextInt(free.size()));
              free.add(held.put(id, taken));
              yield new EmailChanged(taken, UUID.randomUUID());
            }
            default -> {
              free.add(held.remove(id));
              yield new AccountDeleted();
            }
          };
      backend.log().account(Events.account(id, 100 + i, at, event));
    }
    backend.log().commit();
    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");

    for (UUID id : sample(all.stream())) {
      assertEqualToActive(explained("users/" + id));
    }
  }

  @Test
  void aCommandThatIsStillInTheLogIsNamed() {
    UUID user = UUID.randomUUID();
    RecordedEvent<AccountEvent> registered = Events.registered(user, "ada", "ada@uni.test", START);
    for (long i = 0; i < registered.cause().offset(); i++) {
      backend.log().send(Topics.ACCOUNT_COMMANDS, Keys.of(user), new byte[] {1});
    }
    CommandEnvelope<AccountCommand> command =
        new CommandEnvelope<>(
            registered.causationId(),
            user,
            Actor.SYSTEM,
            START,
            null,
            null,
            UUID.randomUUID(),
            null,
            null,
            new AccountCommand.Deactivate());
    backend
        .log()
        .send(Topics.ACCOUNT_COMMANDS, Keys.of(user), Codecs.accountCommands().encode(command))
        .account(registered)
        .commit();

    JsonNode explanation = explained("users/" + user);

    JsonNode shown = explanation.path("steps").path(0).path("command");
    assertThat(shown.path("type").asString()).isEqualTo("Deactivate");
    assertThat(shown.path("id").asString()).isEqualTo(registered.causationId().toString());
    assertThat(shown.path("at").asString()).isEqualTo(registered.cause().token());
  }

  @Test
  void whatWasDeletedEndsWithoutARow() {
    UUID user = UUID.randomUUID();
    JobStory job = JobStory.submitted(user, START).deleted();
    backend
        .log()
        .jobs(job.events())
        .account(Events.registered(user, "eve", "eve@uni.test", START))
        .account(Events.account(user, 5, START.plusSeconds(1), new AccountDeleted()))
        .commit();
    backend.run(new UserProjection());
    backend.awaitCaughtUp("users");
    givenActive();

    for (String gone : List.of("jobs/" + job.id(), "users/" + user)) {
      JsonNode explanation = explained(gone);
      assertEqualToActive(explanation);
      assertThat(explanation.path("row")).isEmpty();
    }
    assertThat(run("users/" + user)).isZero();
    assertThat(out.toString()).contains("AccountDeleted").contains("log  no row");
  }

  @Test
  void aLongSumListsItsNewestEventsAndSaysHowManyItLeftOut() {
    for (int i = 0; i < 300; i++) {
      backend.log().jobs(JobStory.submitted(UUID.randomUUID(), START.plusSeconds(i)).events());
    }
    backend.log().commit();
    backend.runProgress();
    backend.awaitRedisCaughtUp();

    assertThat(run("counter/pending")).isZero();
    assertThat(out.toString())
        .contains("300 events {JobSubmitted=300}")
        .contains("100 older events are folded but not listed; --all lists them")
        .contains("value: 299 -> 300")
        .doesNotContain("value: 99 -> 100\n")
        .contains("value: 100 -> 101");
    assertThat(run("counter/pending", "--all")).isZero();
    assertThat(out.toString()).contains("value: 0 -> 1").doesNotContain("not listed");
  }

  @Test
  void withoutItsStoreTheLogAloneIsReported() {
    JobStory job = JobStory.submitted(UUID.randomUUID(), START);
    backend.log().jobs(job.events()).commit();
    environment.put("DATABASE_URL", "postgresql://nobody:none@127.0.0.1:1/none");
    environment.remove("REDIS_URL");

    assertThat(run("jobs/" + job.id())).isZero();
    assertThat(out.toString())
        .contains("JobSubmitted")
        .contains("the active generation could not be compared: PostgreSQL");
    assertThat(run("counter/pending")).isZero();
    assertThat(out.toString())
        .contains("the active generation could not be compared: REDIS_URL is not set");
    environment.put("REDIS_URL", "redis://127.0.0.1:1/0");
    assertThat(run("counter/pending")).isZero();
    assertThat(out.toString()).contains("the active generation could not be compared: Redis");
  }

  @Test
  void withoutKafkaTheExitCodeIsThatOfWhatDoesNotAnswer() {
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    assertThat(run("jobs/" + UUID.randomUUID())).isEqualTo(3);
    assertThat(err.toString()).contains("Start it, or correct KAFKA_BOOTSTRAP_SERVERS");
  }

  @Test
  void badInputIsNamed() {
    assertThat(run("jobs/17")).isEqualTo(2);
    assertThat(err.toString()).contains("'17' is not an id");
    assertThat(run("usage/" + UUID.randomUUID() + "/October")).isEqualTo(2);
    assertThat(err.toString()).contains("'October' is not a month such as 2026-10");
    assertThat(run("counter/lost")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no counter 'lost'").contains("pending");
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("jobs/ID");
    for (String unknown :
        List.of(
            "jobs/" + UUID.randomUUID(),
            "users/" + UUID.randomUUID(),
            "usage/%s/2001-01".formatted(UUID.randomUUID()))) {
      assertThat(run(unknown)).isEqualTo(1);
      assertThat(out.toString()).contains("The log has no events of it.");
    }
  }

  private void givenActive() {
    backend.run(new JobProjection());
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.runProgress();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();
  }

  private static List<UUID> sample(Stream<UUID> ids) {
    List<UUID> all = ids.distinct().toList();
    return new Random(5).ints(12, 0, all.size()).distinct().mapToObj(all::get).toList();
  }

  private void assertEqualToActive(JsonNode explanation) {
    assertThat(explanation.path("active").path("equal").asBoolean())
        .as(explanation.path("subject").asString() + " " + explanation.path("active"))
        .isTrue();
  }

  private JsonNode explained(String subject) {
    run(subject, "--json");
    return JsonMapper.shared().readTree(out.toString());
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Cli.run(Settings.of(environment), out, err, "replay explain", arguments);
  }
}
