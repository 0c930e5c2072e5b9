package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.replay.cli.OperatorCommand;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Edge.Request;
import io.cogniscribe.system.Person.LoggedIn;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the loss of Kafka, PostgreSQL and Redis, an import of the log restores all state. */
@Tag("long")
final class LostClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final StackProcess stack;
  private final Path archive;

  LostClusterTest(@TempDir Path folder) {
    stack = new StackProcess(folder.resolve("stack"));
    archive = folder.resolve("archive");
  }

  @AfterEach
  void close() throws IOException {
    stack.close();
  }

  @Test
  void restoresTablesAndDecisionsFromTheArchiveAlone() throws Exception {
    // Given accounts, jobs and refusals, and a command that is not decided at the loss.
    stack.up();
    Edge edge = new Edge(stack.address().gateway());
    Person ada = Person.register(edge);
    LoggedIn phone = ada.logIn();
    LoggedIn ended = ada.logIn();
    ended.post("/api/auth/logout");
    Journey journey = new Journey(stack.address());
    journey.register("grace");
    journey.complete(journey.submit("grace"), "the heart has four chambers");
    Request submit = submit(phone);
    Answer submitted = edge.sendUntilFinal(submit);
    String job = submitted.text("job_id");
    Request refusedRetry = Request.of("POST", "/api/jobs/" + job + "/retry", phone.token(), null);
    Answer refusal = edge.sendUntilFinal(refusedRetry);
    assertThat(List.of(submitted.status(), refusal.status())).containsExactly(201, 409);
    ReadModel before = settled();
    stack.close();
    stack.upServers();
    UUID undecided = UUID.randomUUID();
    send(undecided, ada.id());
    long outcomes = outcomes();

    // When the log is exported, all servers lose their data, and the log is imported.
    assertThat(log("export")).isZero();
    assertThat(log("verify")).isZero();
    stack.close();
    loseEverything();
    stack.upServers();
    assertThat(log("import")).isZero();
    stack.close();
    stack.up();

    // Then the undecided command is decided, and the read model is unchanged.
    await().atMost(PATIENCE).ignoreExceptions().until(() -> decisions(undecided) == 1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          ReadModel after = ReadModel.of(stack.address()).without(undecided.toString());
          assertThat(after.rows()).isEqualTo(before.rows());
          assertThat(after.without("counter:").keys()).isEqualTo(before.without("counter:").keys());
          assertThat(count(after, "pending")).isEqualTo(count(before, "pending") + 1);
          assertThat(count(after, "completed")).isEqualTo(count(before, "completed"));
        });
    assertThat(outcomes()).as("decisions, each taken once").isEqualTo(outcomes + 1);

    // And idempotency keys, taken names, versions, sessions and passwords are unchanged.
    assertThat(edge.sendUntilFinal(submit)).isEqualTo(submitted);
    assertThat(edge.sendUntilFinal(refusedRetry).text("code")).isEqualTo(refusal.text("code"));
    assertThat(register(edge, ada.name()).status()).isEqualTo(409);
    assertThat(ada.logIn().token()).isNotEmpty();
    assertThat(phone.send("GET", "/api/auth/sessions", null).status()).isEqualTo(200);
    assertThat(ended.send("GET", "/api/auth/sessions", null).status()).isEqualTo(401);
    assertThat(ifMatch(phone, job, 7)).isEqualTo(412);
    assertThat(ifMatch(phone, job, 1)).isEqualTo(200);
    edge.close();
  }

  private static Request submit(LoggedIn person) {
    return Request.of(
        "POST", "/api/jobs", person.token(), "{\"filename\":\"a.mp3\",\"file_size_bytes\":1000}");
  }

  private static Answer register(Edge edge, String name) {
    return edge.sendUntilFinal(
        Request.of(
            "POST",
            "/api/auth/register",
            null,
            "{\"username\":\"%s\",\"email\":\"%s@else.test\",\"password\":\"correct-horse-9\"}"
                .formatted(name, UUID.randomUUID())));
  }

  private int ifMatch(LoggedIn person, String job, int version)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stack.address().gateway().resolve("/api/jobs/" + job + "/cancel"))
            .header("Authorization", "Bearer " + person.token())
            .header("If-Match", "\"" + version + "\"")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /** Writes a command as a producer on Kafka, while no service runs. */
  private void send(UUID job, UUID user) {
    UUID commandId = UUID.randomUUID();
    CommandEnvelope<JobCommand> command =
        new CommandEnvelope<>(
            commandId,
            job,
            new Actor(ActorKind.PRODUCER, "ingest"),
            Instant.now(),
            null,
            null,
            commandId,
            null,
            null,
            new JobCommand.Submit(user, "late.mp3", null, 5, null, 0.15, null, true));
    Map<String, Object> config = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOB_COMMANDS, Keys.of(job), Codecs.jobCommands().encode(command)));
    }
  }

  /** Returns the number of outcomes in the log. A command that is decided again has another one. */
  private long outcomes() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            stack.kafkaBootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<TopicPartition> partitions =
        Stream.of(Topics.JOB_OUTCOMES, Topics.ACCOUNT_OUTCOMES)
            .flatMap(topic ->
                IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic, number)))
            .toList();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long count = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        count += consumer.poll(Duration.ofMillis(200)).count();
      }
      return count;
    }
  }

  private int log(String command) {
    return OperatorCommand.run(
        Settings.of(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", stack.kafkaBootstrapServers(),
                "KAFKA_REPLICATION_FACTOR", "1",
                "KAFKA_MIN_INSYNC_REPLICAS", "1")),
        "replay",
        "log",
        command,
        archive.toString());
  }

  /** Deletes all data except the secrets, without which the names in the log cannot be matched. */
  private void loseEverything() throws IOException {
    for (String name : List.of("kafka", "postgres", "redis", "state")) {
      try (Stream<Path> files = Files.walk(stack.folder().resolve(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private long decisions(UUID job) throws IOException, SQLException {
    return ReadModel.of(stack.address()).rows().values().stream()
        .flatMap(rows -> rows.stream())
        .filter(row -> row.startsWith("(" + job))
        .filter(row -> row.contains("late.mp3"))
        .count();
  }

  /** Returns the read model after it has stopped changing. */
  private ReadModel settled() throws IOException, SQLException {
    AtomicReference<ReadModel> last = new AtomicReference<>(ReadModel.of(stack.address()));
    await()
        .atMost(PATIENCE)
        .pollDelay(SETTLING)
        .pollInterval(SETTLING)
        .until(() -> {
          ReadModel now = ReadModel.of(stack.address());
          return now.equals(last.getAndSet(now));
        });
    return Objects.requireNonNull(last.get());
  }

  private static int count(ReadModel model, String status) {
    return Integer.parseInt(model.keys().getOrDefault("counter:jobs:" + status, "0"));
  }
}
