package io.cogniscribe.command.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The restore of empty stores from a log with records, on a real Kafka. */
@RealServers
final class StateRestoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JobHistory HISTORY = new JobHistory(2_000);

  /** Each partition has about 750 events; a part is fewer. */
  private static final int PART = 300;

  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final Duration SHORTLY = Duration.ofMillis(100);

  private final TestServers servers;
  private final String application = "test-" + UuidCreator.getTimeOrderedEpoch();
  private final Path folder;
  private final KafkaClients clients;

  StateRestoreTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
    this.clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
  }

  @BeforeEach
  void makeTopics() {
    try (Admin admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  @Tag("long")
  void whoComesAfterAnInstanceThatIsGoneGoesOnFromWhatWasCommitted() {
    HISTORY.write(clients, Instant.now());
    StallingLog log = new StallingLog(clients, PART);
    try (RunningDeciders first = begin("first", log)) {
      awaitStalled(log);
      assertThat(first.restore().description()).isPresent();
    }
    StallingLog rest = new StallingLog(clients, Integer.MAX_VALUE);

    // The second instance has no files of the first one, only the changelogs.
    try (RunningDeciders second = begin("second", rest)) {
      second.awaitReady();

      assertThat(log.read() + rest.read()).isEqualTo(HISTORY.events() + HISTORY.jobs());
      assertEverythingIsKnown(second);
    }
  }

  /** The thread fails with chunks that are written but not committed. */
  @Test
  @Tag("long")
  void whatWasNotCommittedIsReadAgain() {
    HISTORY.write(clients, Instant.now());
    StallingLog log = new StallingLog(clients, PART);
    log.failInsteadOnce();
    log.goOn();
    try (RunningDeciders instance = begin("only", log)) {
      await().atMost(PATIENCE).until(log::hasFailed);
      instance.awaitReady();

      assertThat(log.read()).isGreaterThan(HISTORY.events() + HISTORY.jobs());
      assertEverythingIsKnown(instance);
    }
  }

  @Test
  void untilTheStoresAreWholeCommandsWaitInTheLogAndAtTheEdgeAreTurnedAway() throws Exception {
    HISTORY.write(clients, Instant.now());
    StallingLog log = new StallingLog(clients, PART);
    try (RunningDeciders instance = begin("only", log)) {
      awaitStalled(log);
      CommandEnvelope<JobCommand> cancel = cancel(0);
      write(cancel);

      assertThatThrownBy(() -> instance.jobs().send(cancel(1)).join())
          .hasCauseInstanceOf(RestoreUnfinishedException.class);
      assertThatThrownBy(() -> instance.streams().find(cancel.commandId()))
          .isInstanceOf(RestoreUnfinishedException.class);
      assertThat(instance.streams().health().getStatus().getCode()).isEqualTo("DOWN");
      assertThat(instance.streams().health().getDetails()).containsKey("restore");

      log.goOn();
      instance.awaitReady();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(instance.streams().find(cancel.commandId()).map(Outcome::result))
                  .as("the restored state has the end of the job")
                  .contains(
                      Outcome.Rejected.of(
                          Outcome.Reason.CONFLICT,
                          "job_is_completed",
                          "a completed job cannot be cancelled")));
      assertThat(log.consumers()).as("one for each store: no second restore").isEqualTo(16);
    }
  }

  @Test
  @Tag("long")
  void instancesShareARestoreAndTakeItOverFromEachOther() {
    HISTORY.write(clients, Instant.now());
    StallingLog log = new StallingLog(clients, PART);
    StallingLog others = new StallingLog(clients, Integer.MAX_VALUE);
    try (RunningDeciders first = begin("first", log)) {
      awaitStalled(log);
      try (RunningDeciders second = begin("second", others)) {
        await().atMost(PATIENCE).until(() -> others.read() > 0);
        second.awaitReady();

        first.streams().stop();
        // A command to the first instance's former partitions waits until their stores are
        // complete.
        assertEverythingIsKnown(second);
        assertThat(log.read() + others.read()).isEqualTo(HISTORY.events() + HISTORY.jobs());
      }
    }
  }

  @Test
  void anAnswerThatIsTooOldForARetryIsNotRead() {
    HISTORY.write(clients, Instant.now().minus(Topics.OUTCOME_RETENTION).minusSeconds(60));
    StallingLog log = new StallingLog(clients, Integer.MAX_VALUE);
    try (RunningDeciders instance = begin("only", log)) {
      instance.awaitReady();

      assertThat(log.read()).isEqualTo(HISTORY.events());
    }
  }

  /**
   * A client with the right to write to an events topic has written a record that is not an event.
   */
  @Test
  void whatNoDeciderHasWrittenHoldsNobodyUp() throws Exception {
    HISTORY.write(clients, Instant.now());
    write(Topics.JOB_EVENTS, JobHistory.job(0), GARBAGE);
    write(Topics.JOB_OUTCOMES, JobHistory.job(0), GARBAGE);
    try (RunningDeciders instance = begin("only", new StallingLog(clients, Integer.MAX_VALUE))) {
      instance.awaitReady();

      assertThat(decided(instance, delete(0)).result())
          .isEqualTo(new Outcome.Accepted(4, "deleted"));
    }
  }

  private RunningDeciders begin(String name, StallingLog log) {
    return RunningDeciders.begin(clients, application, folder.resolve(name), log);
  }

  /** Waits until a part of every partition is read and the log stalls. */
  private static void awaitStalled(StallingLog log) {
    await().atMost(PATIENCE).until(() -> log.read() >= (long) Topics.PARTITIONS * PART);
  }

  /**
   * Asserts that versions continue after the last one of each job, and that repeated submissions
   * get their previous answers.
   */
  private static void assertEverythingIsKnown(RunningDeciders instance) {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          IntStream.range(0, HISTORY.jobs())
              .mapToObj(number -> clients.submit(() -> decided(instance, delete(number))))
              .toList();
      assertThat(outcomes)
          .extracting(outcome -> outcome.get().result())
          .containsOnly(new Outcome.Accepted(4, "deleted"));
    }
    for (int number = 0; number < HISTORY.jobs(); number++) {
      assertThat(instance.streams().find(JobHistory.submission(number)).map(Outcome::result))
          .contains(new Outcome.Accepted(1, "pending"));
    }
  }

  /** Returns the outcome; sends the command again while it is pending or refused by a restore. */
  private static Outcome decided(RunningDeciders instance, CommandEnvelope<JobCommand> command) {
    while (true) {
      try {
        Outcome outcome = instance.jobs().send(command).join();
        if (!(outcome.result() instanceof Outcome.Pending)) {
          return outcome;
        }
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof RestoreUnfinishedException)) {
          throw e;
        }
        LockSupport.parkNanos(SHORTLY.toNanos());
      }
    }
  }

  private void write(CommandEnvelope<JobCommand> command) throws Exception {
    write(Topics.JOB_COMMANDS, command.aggregateId(), Codecs.jobCommands().encode(command));
  }

  private void write(String topic, UUID id, byte[] value) throws Exception {
    try (var producer = new KafkaProducer<byte[], byte[]>(clients.producerConfig())) {
      producer.send(SignedRecords.of(topic, id, value)).get(10, SECONDS);
    }
  }

  private static CommandEnvelope<JobCommand> cancel(int number) {
    return command(number, new JobCommand.Cancel());
  }

  private static CommandEnvelope<JobCommand> delete(int number) {
    return command(number, new JobCommand.Delete());
  }

  private static CommandEnvelope<JobCommand> command(int number, JobCommand payload) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id,
        JobHistory.job(number),
        Actor.user(JobHistory.OWNER),
        Instant.now(),
        null,
        "cafe",
        id,
        null,
        null,
        payload);
  }
}
