package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.settings.UnavailableException;
import io.cogniscribe.topic.Keys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Runs the deciders of this instance and reads their stored outcomes. */
public final class CommandStreams implements SmartLifecycle, StoredOutcomes, HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(CommandStreams.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final long ROCKSDB_BYTES = 64L * 1024 * 1024;

  /** Longer than partitions usually take to move between instances, or to return after a start. */
  private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LOOK_UP_PAUSE = Duration.ofMillis(50);

  private final CommandTopology topology;
  private final StreamsSettings settings;
  private final LogCheck logCheck;
  private final Clock clock;
  private final RestartDelay restartDelay = new RestartDelay(System::nanoTime);
  private final MemoryGuard memoryGuard = new MemoryGuard(System::nanoTime);
  private final FetchedCommands fetched = new FetchedCommands();

  /** Repeats a look-up while Kafka Streams moves partitions, because no store is open then. */
  private final RetryTemplate untilStoresAreOpen =
      new RetryTemplate(
          RetryPolicy.builder()
              .includes(InvalidStateStoreException.class)
              .maxRetries(Long.MAX_VALUE)
              .delay(LOOK_UP_PAUSE)
              .timeout(LOOK_UP_TIMEOUT)
              .build());

  private @Nullable KafkaStreams streams;
  private BoundedRocksDb.@Nullable Memory memory;

  public CommandStreams(
      CommandTopology topology, StreamsSettings settings, LogCheck logCheck, Clock clock) {
    this.topology = topology;
    this.settings = settings;
    this.logCheck = logCheck;
    this.clock = clock;
  }

  /**
   * Checks the log and starts the deciders.
   *
   * @throws UnavailableException when the log does not have the required topics and settings
   */
  @Override
  public void start() {
    logCheck.run();
    memory = BoundedRocksDb.Memory.of(ROCKSDB_BYTES);
    streams =
        new KafkaStreams(
            topology.build(),
            settings.toProperties(memory),
            new StreamsClients(
                topology.restore().progress(),
                restartDelay,
                memoryGuard,
                fetched,
                topology.decisions()));
    restoreMissingChangelogs(streams);
    streams.setUncaughtExceptionHandler(failure -> {
      // The transaction is aborted, and its commands are decided again. A command that fails twice
      // becomes a dead letter, so repeated failures come from Kafka and are temporary.
      Duration delay = restartDelay.failed();
      if (failure instanceof OutOfMemoryError) {
        memoryGuard.exhausted();
      }
      log.error("A stream thread failed; a new one starts in {} ms", delay.toMillis(), failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    streams.start();
  }

  private void restoreMissingChangelogs(KafkaStreams stopped) {
    Changelogs changelogs = new Changelogs(settings, topology.aggregateTypes());
    Set<String> missing = changelogs.missing();
    if (!missing.isEmpty()) {
      // Kafka Streams would keep the local store of a deleted changelog. The new changelog would
      // then lack the values that only the local store has.
      stopped.cleanUp();
      changelogs.create(missing);
    }
  }

  @Override
  public void stop() {
    if (streams != null) {
      streams.close(CLOSE_TIMEOUT);
      streams = null;
      Objects.requireNonNull(memory).close();
    }
  }

  @Override
  public boolean isRunning() {
    return streams != null;
  }

  /** Starts before the web server accepts requests, and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public Optional<Outcome> find(UUID commandId) {
    topology.restore().progress().requireFinished();
    try {
      return untilStoresAreOpen.invoke(() ->
          topology.aggregateTypes().stream()
              .map(aggregateType -> stored(aggregateType.outcomeStore()))
              .flatMap(store -> OutcomeStore.latest(store, commandId, clock.instant()).stream())
              .findFirst());
    } catch (InvalidStateStoreException e) {
      throw new LogUnavailableException(e);
    }
  }

  @Override
  public Optional<Outcome> find(String topic, UUID aggregateId, UUID commandId) {
    int partition = Keys.partition(Keys.of(aggregateId));
    try {
      return topology.aggregateTypes().stream()
          .filter(aggregateType -> aggregateType.commandsTopic().equals(topic))
          .findFirst()
          .flatMap(aggregateType ->
              OutcomeStore.latest(
                  running()
                      .store(
                          StoreQueryParameters.fromNameAndType(
                                  aggregateType.outcomeStore(),
                                  QueryableStoreTypes.<UUID, Outcome>windowStore())
                              .withPartition(partition)),
                  commandId,
                  clock.instant()));
    } catch (InvalidStateStoreException | LogUnavailableException notHere) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> peers() {
    return running().metadataForAllStreamsClients().stream()
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .map(host -> host.host() + ":" + host.port())
        .filter(address -> !address.equals(settings.instanceAddress()))
        .toList();
  }

  private ReadOnlyWindowStore<UUID, Outcome> stored(String store) {
    return running()
        .store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.windowStore()));
  }

  private KafkaStreams running() {
    KafkaStreams running = streams;
    if (running == null) {
      throw new LogUnavailableException(new IllegalStateException("not started"));
    }
    return running;
  }

  KafkaStreams.State state() {
    KafkaStreams running = streams;
    return running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
  }

  /** Returns the progress of restoring the stores from the log; empty when they are complete. */
  Optional<String> restore() {
    return topology.restore().progress().description();
  }

  List<String> commandTopics() {
    return topology.aggregateTypes().stream().<String>map(AggregateType::commandsTopic).toList();
  }

  /** Returns the consumer group whose committed offsets follow the decided commands. */
  String group() {
    return settings.applicationId();
  }

  FetchedCommands fetched() {
    return fetched;
  }

  /**
   * Reports whether commands are decided at this moment; {@link CommandWatch} tolerates short
   * pauses.
   */
  @Override
  public Health health() {
    KafkaStreams.State state = state();
    Optional<String> restore = restore();
    Health.Builder health =
        state == KafkaStreams.State.RUNNING && restore.isEmpty() ? Health.up() : Health.down();
    restore.ifPresent(unfinished -> health.withDetail("restore", unfinished));
    return health.withDetail("streams", state.name()).build();
  }
}
