package io.cogniscribe.command.engine;

import io.cogniscribe.health.BackgroundCheck;
import io.cogniscribe.health.Pulse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Monitors whether this instance decides commands. It compares Kafka's committed offsets with the
 * ends of the command topics, independently of the stream thread. It polls in the background, so
 * that a health request never waits.
 */
public final class CommandWatch implements SmartLifecycle, HealthIndicator {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int TIMEOUT_MS = 5_000;

  private final KafkaClients clients;
  private final CommandStreams streams;
  private final Duration patience;
  private final Map<TopicPartition, OffsetSpec> latest;
  private final Map<TopicPartition, UndecidedCommands> undecided = new ConcurrentHashMap<>();
  private final Pulse kafka;
  private final Pulse running;
  private @Nullable BackgroundCheck check;

  /**
   * Creates a watch that has not started.
   *
   * @param patience the time for which commands may wait without progress, and Kafka may not answer
   */
  public CommandWatch(
      KafkaClients clients, CommandStreams streams, Duration patience, MeterRegistry registry) {
    this.clients = clients;
    this.streams = streams;
    this.patience = patience;
    this.latest = LogEndReader.latest(LogEndReader.partitions(streams.commandTopics()));
    this.kafka = new Pulse(patience, "Kafka has not been polled yet", System::nanoTime);
    this.running = new Pulse(patience, "the deciders are starting", System::nanoTime);
    TimeGauge.builder(
            "cogniscribe.commands.oldest.undecided.age",
            this,
            TimeUnit.SECONDS,
            watch -> watch.oldestAge().toMillis() / 1_000.0)
        .description("Age of the oldest command of this instance's partitions without a decision")
        .register(registry);
  }

  /** Returns the age of the oldest undecided command; zero when none waits. */
  Duration oldestAge() {
    return undecided.values().stream()
        .map(UndecidedCommands::age)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Starts after the deciders have checked their topics. */
  @Override
  public int getPhase() {
    return 1;
  }

  @Override
  public void start() {
    check = BackgroundCheck.start("command-watch", INTERVAL, this::lookAgainAndAgain);
  }

  @Override
  public void stop() {
    if (check != null) {
      check.close();
      check = null;
    }
  }

  @Override
  public boolean isRunning() {
    return check != null;
  }

  /** Polls with one client until it fails. A new client resolves the names of the servers again. */
  private void lookAgainAndAgain() throws InterruptedException {
    try (Admin admin = clients.admin(TIMEOUT_MS)) {
      while (true) {
        look(admin);
        Thread.sleep(INTERVAL);
      }
    } catch (ExecutionException e) {
      kafka.expect("Kafka does not answer (%s)".formatted(e.getCause()));
    } catch (TimeoutException | RuntimeException e) {
      kafka.expect("Kafka does not answer (%s)".formatted(e));
    }
  }

  private void look(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
    if (streams.state() == KafkaStreams.State.RUNNING) {
      running.beat();
    }
    running.expect("the stream thread is " + streams.state());
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(streams.group())
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    kafka.beat();
    kafka.expect("Kafka does not answer");
    for (TopicPartition partition : ours()) {
      OffsetAndMetadata next = committed.get(partition);
      long end = Objects.requireNonNull(ends.get(partition)).offset();
      look(partition, next == null ? 0 : next.offset(), end);
    }
  }

  private void look(TopicPartition partition, long next, long end) {
    undecided
        .computeIfAbsent(
            partition, each -> new UndecidedCommands(each.toString(), patience, System::nanoTime))
        .look(next, end, streams.fetched().waits(partition, next, end));
  }

  /**
   * Returns the partitions to watch: the previous ones while a rebalance is in progress or threads
   * fail.
   */
  private Collection<TopicPartition> ours() {
    Set<TopicPartition> assigned = streams.fetched().assigned();
    if (assigned.isEmpty() && streams.state() != KafkaStreams.State.RUNNING) {
      return List.copyOf(undecided.keySet());
    }
    undecided.keySet().retainAll(assigned);
    return latest.keySet().stream().filter(assigned::contains).toList();
  }

  @Override
  public Health health() {
    KafkaStreams.State state = streams.state();
    Optional<String> restore = streams.restore();
    List<String> troubles = troubles(state);
    Health.Builder health = restore.isEmpty() && troubles.isEmpty() ? Health.up() : Health.down();
    restore.ifPresent(unfinished -> health.withDetail("restore", unfinished));
    if (!troubles.isEmpty()) {
      health.withDetail("causes", troubles);
    }
    return health
        .withDetail("streams", state.name())
        .withDetail("oldest_undecided_seconds", oldestAge().toSeconds())
        .build();
  }

  private List<String> troubles(KafkaStreams.State state) {
    List<String> troubles = new ArrayList<>();
    if (state.hasCompletedShutdown() || state == KafkaStreams.State.PENDING_ERROR) {
      troubles.add("the deciders have ended (%s): restart the service".formatted(state));
    }
    Stream.of(kafka.trouble(), running.trouble()).flatMap(Optional::stream).forEach(troubles::add);
    undecided.values().stream()
        .flatMap(each -> each.trouble().stream())
        .sorted()
        .forEach(troubles::add);
    return List.copyOf(troubles);
  }
}
