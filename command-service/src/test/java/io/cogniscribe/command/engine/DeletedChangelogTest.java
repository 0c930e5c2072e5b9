package io.cogniscribe.command.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Internal topics that were deleted while no command-service ran, on a real Kafka. */
@RealServers
final class DeletedChangelogTest {

  private static final AggregateType<?, ?, ?, ?> JOBS =
      JobAggregateType.of(new JobRules(1_000_000), SignedRecords.PROOF, _ -> true);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FEW_LINES = 1_000;

  private final TestServers servers;
  private final Path folder;
  private final KafkaClients clients;
  private final String application = "test-" + UuidCreator.getTimeOrderedEpoch();
  private final AtomicInteger lines = new AtomicInteger();
  private final AppenderBase<ILoggingEvent> counter =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.incrementAndGet();
        }
      };

  DeletedChangelogTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
    this.clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
  }

  @BeforeEach
  void makeTopics() {
    try (Admin admin = clients.admin()) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
    counter.start();
    root().addAppender(counter);
  }

  @AfterEach
  void deleteTopics() {
    root().detachAppender(counter);
    servers.deleteTopics();
  }

  @Test
  void restoresStatesFromTheLogWhenTheirChangelogWasDeleted() throws Exception {
    restoresAStoreFromTheLogWhenItsChangelogWasDeleted(JOBS.stateStore());
  }

  static List<String> otherStores() {
    return List.of(JOBS.outcomeStore(), RecordedClock.STORE, RestoreMarks.STORE);
  }

  @ParameterizedTest
  @MethodSource("otherStores")
  @Tag("long")
  void restoresAStoreFromTheLogWhenItsChangelogWasDeleted(String store) throws Exception {
    UUID job = UuidCreator.getTimeOrderedEpoch();
    CommandEnvelope<JobCommand> submit = submit(job);
    try (RunningDeciders deciders = begin("here")) {
      deciders.awaitReady();
      assertAnswer(deciders, submit, new Outcome.Accepted(1, "pending"));
    }
    delete("%s-%s-changelog".formatted(application, store));

    try (RunningDeciders deciders = begin("here")) {
      deciders.awaitReady();
      assertAnswer(deciders, submit, new Outcome.Accepted(1, "pending"));
      assertAnswer(deciders, start(job), new Outcome.Accepted(2, "processing"));
    }
    // The new changelog has all values of the deleted one: this instance has no local state.
    try (RunningDeciders deciders = begin("elsewhere")) {
      deciders.awaitReady();
      assertAnswer(deciders, submit, new Outcome.Accepted(1, "pending"));
      assertAnswer(deciders, fail(job), new Outcome.Accepted(3, "failed"));
    }
    assertThat(lines).hasValueLessThan(FEW_LINES);
  }

  private static void assertAnswer(
      RunningDeciders deciders, CommandEnvelope<JobCommand> command, Outcome.Result expected) {
    assertThat(deciders.jobs().send(command).join().result()).isEqualTo(expected);
  }

  /** Begins a static member, which takes over the partitions of its predecessor at once. */
  private RunningDeciders begin(String machine) {
    return RunningDeciders.begin(
        clients, application, folder.resolve(machine).resolve("only"), clients::consumer);
  }

  private void delete(String topic) throws Exception {
    try (Admin admin = clients.admin()) {
      admin.deleteTopics(List.of(topic)).all().get(10, SECONDS);
      await()
          .atMost(PATIENCE)
          .until(() -> !admin.listTopics().names().get(10, SECONDS).contains(topic));
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static CommandEnvelope<JobCommand> submit(UUID job) {
    return command(
        job,
        new Actor(ActorKind.PRODUCER, "ingest"),
        new JobCommand.Submit(new UUID(2, 2), "a.mp3", null, 1, null, 0.15, null, true));
  }

  private static CommandEnvelope<JobCommand> start(UUID job) {
    return command(job, new Actor(ActorKind.WORKER, "worker-1"), new JobCommand.Start());
  }

  private static CommandEnvelope<JobCommand> fail(UUID job) {
    return command(
        job, new Actor(ActorKind.WORKER, "worker-1"), new JobCommand.Fail("file_corrupted", null));
  }

  private static CommandEnvelope<JobCommand> command(UUID job, Actor actor, JobCommand payload) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id, job, actor, Instant.now(), null, "cafe", id, null, null, payload);
  }
}
