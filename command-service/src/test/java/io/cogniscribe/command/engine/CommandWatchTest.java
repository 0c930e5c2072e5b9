package io.cogniscribe.command.engine;

import static java.time.Clock.systemUTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Readiness and metrics of deciders with a stuck or failing thread, on a real Kafka. */
@RealServers
@Tag("long")
final class CommandWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final UUID ADA = new UUID(2, 2);

  private final TestServers servers;
  private final KafkaClients clients;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  CommandWatchTest(TestServers servers) {
    this.servers = servers;
    this.clients = new KafkaClients(servers.fresh().kafkaBootstrapServers());
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void isNotReadyWhenCommandsWaitForAThreadThatHangs(@TempDir Path state) {
    StuckDeciders stuck = StuckDeciders.holding(registry);
    try (RunningDeciders instance = begin(state, stuck)) {
      instance.awaitReady();
      CommandWatch watch = new CommandWatch(clients, instance.streams(), PATIENCE, registry);
      watch.start();
      try {
        await().until(() -> isUp(watch));

        CompletableFuture<Outcome> answer = instance.jobs().send(submit());

        await().until(() -> !isUp(watch));
        assertThat(watch.health().getDetails().get("causes"))
            .asString()
            .contains("jobs.commands-", "1 commands wait");
        assertThat(oldestAge()).isGreaterThanOrEqualTo(9);

        stuck.release();

        assertThat(answer).succeedsWithin(Duration.ofMinutes(1));
        await().until(() -> isUp(watch));
        assertThat(oldestAge()).isZero();
      } finally {
        stuck.release();
        watch.stop();
      }
    }
  }

  @Test
  void isNotReadyWhenTheDecidersHaveEnded(@TempDir Path state) {
    try (RunningDeciders instance = begin(state, new DecisionMeter(registry, systemUTC()))) {
      instance.awaitReady();
      CommandWatch watch = new CommandWatch(clients, instance.streams(), PATIENCE, registry);
      watch.start();
      try {
        await().until(() -> isUp(watch));

        instance.streams().stop();

        assertThat(watch.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(watch.health().getDetails().get("causes"))
            .asString()
            .contains("the deciders have ended (NOT_RUNNING): restart the service");
      } finally {
        watch.stop();
      }
    }
  }

  @Test
  void countsADecisionOnceWhenItsTransactionIsAborted(@TempDir Path state) {
    try (RunningDeciders instance = begin(state, StuckDeciders.failingOnce(registry))) {
      instance.awaitReady();
      CommandEnvelope<JobCommand> submit = submit();
      instance.jobs().send(submit).join();

      await()
          .ignoreExceptions()
          .until(() -> instance.streams().find(submit.commandId()).isPresent());
      await().until(() -> decided() > 0);
      instance.jobs().send(submit()).join();
      assertThat(decided()).isEqualTo(2);
    }
  }

  private RunningDeciders begin(Path state, DecisionMeter decisions) {
    return RunningDeciders.begin(
        clients, "test-" + UuidCreator.getTimeOrderedEpoch(), state, clients::consumer, decisions);
  }

  private double decided() {
    return registry
        .find("cogniscribe.commands.decided")
        .tag("result", "accepted")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double oldestAge() {
    return registry.get("cogniscribe.commands.oldest.undecided.age").timeGauge().value();
  }

  private static boolean isUp(CommandWatch watch) {
    return watch.health().getStatus().equals(Status.UP);
  }

  private static CommandEnvelope<JobCommand> submit() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new CommandEnvelope<>(
        id,
        id,
        Actor.user(ADA),
        Instant.now(),
        null,
        "cafe",
        id,
        null,
        null,
        new JobCommand.Submit(ADA, "a.mp3", null, 1, null, 0.15, null, true));
  }
}
