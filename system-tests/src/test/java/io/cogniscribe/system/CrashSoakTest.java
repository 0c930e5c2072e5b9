package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.system.PersistentClient.Acknowledged;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the command-service under load, {@code -Dcogniscribe.soak.kills} times (100), and compares
 * each acknowledged answer with the log.
 */
@RealServers
@Tag("long")
final class CrashSoakTest {

  private static final int KILLS = Integer.getInteger("cogniscribe.soak.kills", 100);
  private static final int CLIENTS = 8;

  /** Number of acknowledged commands between two kills. */
  private static final int BETWEEN_KILLS = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TestServers servers;
  private final Path folder;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  CrashSoakTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void findsEachAcknowledgedCommandOnceInTheLogWhenTheServiceIsKilledUnderLoad() throws Exception {
    String kafka = servers.fresh().kafkaBootstrapServers();
    List<Long> pauses = new ArrayList<>();
    long begin = System.nanoTime();
    try (KillableCommandService service = new KillableCommandService(kafka, folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      service.start();
      PersistentClient client = PersistentClient.of(service.address());
      String token = client.register("ada");
      List<Future<Void>> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(_ -> threads.submit((Callable<Void>) () -> load(client, token)))
              .toList();
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          awaitAcknowledged(BETWEEN_KILLS, clients);
          service.kill9();
          long dead = System.nanoTime();
          service.start();
          awaitAcknowledged(1, clients);
          pauses.add((System.nanoTime() - dead) / 1_000_000);
        }
      } finally {
        isOver.set(true);
      }
      for (Future<Void> each : clients) {
        each.get();
      }
    }
    report(pauses, Duration.ofNanos(System.nanoTime() - begin));

    assertLogHolds(new KafkaClients(kafka));
  }

  /** Submits, cancels and deletes jobs, one after the other. */
  private Void load(PersistentClient client, String token) throws Exception {
    while (!isOver.get()) {
      Acknowledged job =
          client.command(
              "POST",
              "/api/jobs",
              token,
              "{\"filename\":\"anatomy.mp3\",\"file_size_bytes\":5000000}");
      acknowledged.add(job);
      String path = "/api/jobs/" + job.jobId();
      acknowledged.add(client.command("POST", path + "/cancel", token, null));
      acknowledged.add(client.command("DELETE", path, token, null));
    }
    return null;
  }

  private void awaitAcknowledged(int more, List<Future<Void>> clients) {
    int enough = acknowledged.size() + more;
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledged.size() >= enough || clients.stream().anyMatch(Future::isDone));
  }

  private void assertLogHolds(KafkaClients kafka) {
    Map<UUID, List<RecordedEvent<JobEvent>>> jobs = new HashMap<>();
    for (RecordedEvent<JobEvent> event : read(kafka, Topics.JOB_EVENTS, Codecs.jobEvents())) {
      jobs.computeIfAbsent(event.streamId(), _ -> new ArrayList<>()).add(event);
    }
    jobs.forEach((job, events) ->
        assertThat(events)
            .extracting(RecordedEvent::version)
            .as("versions of %s, without gaps, in order", job)
            .isEqualTo(IntStream.rangeClosed(1, events.size()).mapToObj(Long::valueOf).toList()));

    Map<UUID, Set<Outcome.Result>> outcomes = new HashMap<>();
    for (Outcome outcome : read(kafka, Topics.JOB_OUTCOMES, Codecs.outcomes())) {
      outcomes.computeIfAbsent(outcome.commandId(), _ -> new HashSet<>()).add(outcome.result());
    }
    assertThat(acknowledged)
        .isNotEmpty()
        .allSatisfy(answer -> {
          List<RecordedEvent<JobEvent>> caused =
              jobs.getOrDefault(answer.jobId(), List.of()).stream()
                  .filter(event -> event.cause().token().equals(answer.position()))
                  .toList();
          assertThat(caused)
              .as("events of the command at " + answer.position())
              .singleElement()
              .extracting(RecordedEvent::version)
              .isEqualTo(answer.version());
          assertThat(outcomes.get(caused.getFirst().causationId()))
              .as("outcomes of the command at " + answer.position())
              .containsExactly(new Outcome.Accepted(answer.version(), answer.status()));
        });
    assertThat(jobs.values().stream().mapToInt(List::size).sum())
        .as("events, one for each acknowledged command")
        .isEqualTo(acknowledged.size());
  }

  private static <T> List<T> read(KafkaClients kafka, String topic, AvroCodec<T> codec) {
    return CommittedRecords.of(kafka.consumer(), topic).stream()
        .map(record -> codec.decode(record.value()))
        .toList();
  }

  private void report(List<Long> pauses, Duration time) {
    List<Long> sorted = pauses.stream().sorted().toList();
    System.out.printf(
        "soak: %d kills in %d s, %d acknowledged commands; from a kill to the next answer: median %d ms, longest %d ms%n",
        sorted.size(),
        time.toSeconds(),
        acknowledged.size(),
        sorted.get(sorted.size() / 2),
        sorted.getLast());
  }
}
