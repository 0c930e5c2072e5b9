package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Call;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.web.security.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Two instances that share the partitions, on separate servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TwoInstancesTest {

  private static final int JOBS = 16;

  /** The number of contests that begin at the same time. */
  private static final int TOGETHER = 15;

  private EmbeddedServers servers;
  private RunningService first;
  private RunningService second;

  @SuppressWarnings("NullAway.Init") // JUnit calls start before any test.
  TwoInstancesTest() {}

  @BeforeAll
  void start(@TempDir Path data, @TempDir Path one, @TempDir Path two) {
    servers = EmbeddedServers.start(ServersConfig.forTests(data));
    first = instance("one", one);
    second = instance("two", two);
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
    servers.close();
  }

  @BeforeEach
  void awaitThatEachHasItsShare() {
    await().until(() -> Stream.of(first, second).allMatch(i -> isSettled(i, 1)));
  }

  @Test
  void anOutcomeIsReadFromWhicheverInstance() {
    Client student = first.api().somebody(Role.USER);

    List<Answer> submitted =
        Stream.generate(() ->
                answered(
                    201, () -> first.api().post("/api/jobs", EdgeTest.recording()).by(student)))
            .limit(JOBS)
            .toList();

    String key = key(first.api());
    String byKey = startedBy(key, first.api(), submitted.getFirst());

    for (RunningService instance : List.of(first, second)) {
      Api api = instance.api();
      answered(200, () -> api.get("/api/commands/" + byKey).with("X-API-Key", key));
      for (Answer job : submitted) {
        String command = "/api/commands/" + job.text("command_id");
        Answer outcome = answered(200, () -> api.get(command).by(student));
        assertThat(outcome.text("job_id")).isEqualTo(job.text("job_id"));
        assertThat(outcome.header("Consistency-Token")).isEqualTo(job.header("Consistency-Token"));
      }
      EdgeTest.assertProblem(
          answered(404, () -> api.get("/api/commands/" + UUID.randomUUID()).by(student)),
          404,
          "command_not_found");
      Client somebodyElse = first.api().somebody(Role.USER);
      String command = "/api/commands/" + submitted.getFirst().text("command_id");
      EdgeTest.assertProblem(
          answered(404, () -> api.get(command).by(somebodyElse)), 404, "command_not_found");
    }
  }

  @Test
  void ofManyWhoWantOneNameOneGetsItWhileInstancesComeAndGo(@TempDir Path state) throws Exception {
    // Given contests between clients of two instances.
    List<Rivals> contests = new ArrayList<>();
    begin(TOGETHER, contests, first, second);

    // When a third instance takes its share during more contests ...
    CompletableFuture<RunningService> joining =
        CompletableFuture.supplyAsync(() -> instance("three", state));
    while (!joining.isDone()) {
      begin(1, contests, first, second);
      contests.getLast().verdicts();
    }

    // ... and is closed while clients wait for it or for its former partitions.
    try (RunningService third = joining.join()) {
      begin(TOGETHER, contests, first, second, third);
      contests.getLast().verdicts();
      begin(TOGETHER, contests, first, second, third);
    }
    begin(TOGETHER, contests, first, second);
    doNotKeepTheShareOf("three");

    // Then each name has one winner, and no loser holds a name.
    assertThat(contests)
        .allSatisfy(rivals ->
            assertThat(rivals.verdicts())
                .containsOnlyOnce("active")
                .containsOnly("active", rivals.refusal()));
    assertThat(contests.stream().map(Rivals::loserComesAgain).toList())
        .extracting(again -> again.join().result())
        .allMatch(Outcome.Accepted.class::isInstance);
  }

  /**
   * Removes an instance from the group, as an operator does; otherwise its partitions wait ten
   * seconds for its return.
   */
  private void doNotKeepTheShareOf(String instance) throws Exception {
    var member = new MemberToRemove(Topics.DECIDERS + "-" + instance + "-1");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()))) {
      admin
          .removeMembersFromConsumerGroup(
              Topics.DECIDERS, new RemoveMembersFromConsumerGroupOptions(List.of(member)))
          .all()
          .get();
    }
  }

  private static void begin(int number, List<Rivals> contests, RunningService... instances) {
    for (int i = 0; i < number; i++) {
      contests.add(Rivals.begin(List.of(instances), contests.size()));
    }
  }

  /** Returns the response with that status; others may come before it while partitions move. */
  private static Answer answered(int status, Supplier<Call> call) {
    return await().until(() -> call.get().send(), answer -> answer.status() == status);
  }

  private static String key(Api api) {
    Client operator = api.somebody(Role.OPERATOR);
    String body = "{\"label\": \"whisper-1\", \"role\": \"worker\"}";
    return answered(201, () -> api.post("/api/api-keys", body).by(operator)).text("api_key");
  }

  /** Starts the job with the API key and returns the id of the command. */
  private static String startedBy(String key, Api api, Answer job) {
    String path = job.header("Location") + "/start";
    return answered(
            200, () -> api.post(path).with("X-API-Key", key).with("Idempotency-Key", "start"))
        .text("command_id");
  }

  /** Returns whether the instance is healthy and has {@code peers} peers. */
  private static boolean isSettled(RunningService instance, int peers) {
    CommandStreams deciders = instance.context().getBean(CommandStreams.class);
    return Status.UP.equals(Objects.requireNonNull(deciders.health()).getStatus())
        && deciders.peers().size() == peers;
  }

  private RunningService instance(String id, Path state) {
    int port = FreePorts.next();
    return RunningService.start(
        servers.kafkaBootstrapServers(),
        state,
        Map.of(
            "COMMAND_PORT",
            String.valueOf(port),
            "INSTANCE_ID",
            id,
            "INSTANCE_ADDRESS",
            "127.0.0.1:" + port));
  }
}
