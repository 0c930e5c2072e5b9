package io.cogniscribe.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.system.PersistentClient.Acknowledged;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops and kills the command-service on a log of {@code -Dcogniscribe.restart.jobs} jobs
 * (200,000), and prints the time from its start to its next answer.
 */
@RealServers
@Tag("long")
final class CrashRestartTest {

  private static final int JOBS = Integer.getInteger("cogniscribe.restart.jobs", 200_000);
  private static final int ROUNDS = 5;
  private static final Actor PRODUCER = new Actor(ActorKind.PRODUCER, "ingest");

  private final TestServers servers;
  private final Path folder;

  CrashRestartTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void continuesWithTheStateOfAJobWhenTheServiceWasStoppedOrKilled() throws Exception {
    KafkaClients kafka = new KafkaClients(servers.fresh().kafkaBootstrapServers());
    write(kafka);
    List<Long> afterStop = new ArrayList<>();
    List<Long> afterKill = new ArrayList<>();
    try (KillableCommandService service =
        new KillableCommandService(kafka.bootstrapServers(), folder)) {
      PersistentClient client = PersistentClient.of(service.address());
      long begin = System.nanoTime();
      service.start();
      String token = client.register("ada");
      long fromLog = millisSince(begin);
      for (int round = 0; round < ROUNDS; round++) {
        Acknowledged job = submit(client, token);
        service.stop();
        afterStop.add(restart(service, client, token, job));
        Acknowledged other = submit(client, token);
        service.kill9();
        afterKill.add(restart(service, client, token, other));
      }
      System.out.printf(
          "restarts on %d jobs: %d ms when restored from the log; median of %d: %d ms after a stop, %d ms after a kill%n",
          JOBS, fromLog, ROUNDS, median(afterStop), median(afterKill));
    }
  }

  private static Acknowledged submit(PersistentClient client, String token) throws Exception {
    return client.command(
        "POST", "/api/jobs", token, "{\"filename\":\"anatomy.mp3\",\"file_size_bytes\":5000000}");
  }

  /** Starts the service and returns the milliseconds until it has answered for a job of the log. */
  private static long restart(
      KillableCommandService service, PersistentClient client, String token, Acknowledged job)
      throws Exception {
    long begin = System.nanoTime();
    service.start();
    Acknowledged cancelled =
        client.command("POST", "/api/jobs/" + job.jobId() + "/cancel", token, null);
    assertThat(cancelled.version()).isEqualTo(2);
    return millisSince(begin);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Writes the log of submitted jobs. */
  private static void write(KafkaClients kafka) throws Exception {
    try (Admin admin = kafka.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
    Map<String, Object> config = new HashMap<>(kafka.producerConfig());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000L);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    Instant now = Instant.now();
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      for (int number = 0; number < JOBS; number++) {
        UUID job = new UUID(0x7000L, 0x8000_0000_0000_0000L | number);
        UUID command = new UUID(0x7001L, 0x8000_0000_0000_0000L | number);
        byte[] key = Keys.of(job);
        int partition = Keys.partition(key);
        CommandPosition position = new CommandPosition(Topics.JOB_COMMANDS, partition, number);
        RecordedEvent<JobEvent> event =
            new RecordedEvent<>(
                new UUID(0x7002L, 0x8000_0000_0000_0000L | number),
                job,
                1,
                now,
                now,
                PRODUCER,
                command,
                command,
                position,
                new JobEvent.JobSubmitted(
                    new UUID(2, 2), "anatomy.mp3", null, 5_000_000, null, 0.15, null, true));
        Outcome outcome =
            new Outcome(
                command, job, PRODUCER, position, now, "cafe", new Outcome.Accepted(1, "pending"));
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.JOB_EVENTS, partition, key, Codecs.jobEvents().encode(event)));
        var last =
            producer.send(
                new ProducerRecord<>(
                    Topics.JOB_OUTCOMES, partition, key, Codecs.outcomes().encode(outcome)));
        if (number == JOBS - 1) {
          last.get(120, SECONDS);
        }
      }
    }
  }
}
