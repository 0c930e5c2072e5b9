package io.cogniscribe.projections.engine;

import io.cogniscribe.health.Pulse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the log through one projection into its store, each record exactly once: the position moves
 * with the rows, by compare-and-set. Several loops of one projection, in one or several processes,
 * share the partitions.
 *
 * <p>After any failure, the loop discards its state in memory, reads its positions from the store,
 * and continues from there.
 *
 * @param <E> the part of an event that the projection uses
 */
public final class ProjectionLoop<E> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final Duration BEAT_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final String UNMOVED = "events wait, but none is applied";

  private final Projection<E> projection;
  private final ProjectionStore<E> store;
  private final KafkaSource kafka;
  private final Map<String, Source<E>> sources;
  private final LoopMeter meter;
  private final Pulse pulse;
  private final Duration reportEvery;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final BackOff backOff = new BackOff();

  private volatile LoopState state = new LoopState.Starting();
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile long lag;
  private String expected = UNMOVED;
  private Map<TopicPartition, Long> reported = Map.of();
  private Instant nextReport = Instant.EPOCH;
  private Instant nextBeat = Instant.EPOCH;

  /**
   * Creates a loop that is not running yet.
   *
   * @param store this loop's own; closed with it
   * @param patience the time without an applied event while events wait, or without an answer of a
   *     server, after which the loop is in trouble
   */
  public ProjectionLoop(
      Projection<E> projection,
      ProjectionStore<E> store,
      KafkaSource kafka,
      MeterRegistry registry,
      Duration patience) {
    this.projection = projection;
    this.store = store;
    this.kafka = kafka;
    this.sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    this.pulse = new Pulse(patience, "starting", System::nanoTime);
    this.reportEvery =
        REPORT_EVERY.compareTo(patience.dividedBy(2)) < 0 ? REPORT_EVERY : patience.dividedBy(2);
    this.meter = new LoopMeter(registry, projection.name(), this);
    this.thread = Thread.ofPlatform().name("projector-" + projection.name()).unstarted(this::run);
  }

  /** Returns the projection's name. */
  public String name() {
    return projection.name();
  }

  /** Returns the current state of the loop. */
  public LoopState state() {
    return state;
  }

  /**
   * Returns a description of the loop's trouble; empty when it has none. The loop is in trouble
   * when it has stopped or not started, when another owner has some of its partitions, or when it
   * has applied no event or got no answer of a server within the patience. Never blocks, and does
   * not change with every failure.
   */
  public Optional<String> trouble() {
    return switch (state) {
      case LoopState.Stopped(String reason) -> Optional.of("stopped: " + reason);
      case LoopState.Running(int left, _) when left > 0 ->
          Optional.of(
              "%d partitions have another owner in the store: make sure that only one group of projectors uses it"
                  .formatted(left));
      case LoopState.Running(_, int elsewhere) when elsewhere > 0 ->
          Optional.of(
              "%d partitions are applied to another store by a projector of the same group: give each store a Kafka cluster of its own"
                  .formatted(elsewhere));
      case LoopState.Running _, LoopState.Starting _, LoopState.Waiting _ -> pulse.trouble();
    };
  }

  /** Returns the number of parked records that this loop knows. */
  public long parked() {
    return store.parked();
  }

  /**
   * Returns the number of records that were not applied at the last report, at most some seconds
   * ago.
   */
  public long lag() {
    return lag;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try (store) {
      while (isOpen()) {
        session();
      }
    } catch (WakeupException closed) {
      LOG.debug("projection {} is closed", name());
    } catch (ProjectionStoppedException e) {
      LOG.error("projection {} has stopped: {}", name(), e.getMessage());
      state = new LoopState.Stopped(String.valueOf(e.getMessage()));
    } catch (Error e) {
      LOG.error("projection {} has stopped", name(), e);
      state = new LoopState.Stopped(e.toString());
      throw e;
    }
  }

  private void session() {
    try (Consumer<byte[], byte[]> opened = kafka.open("projector-" + projection.storedName())) {
      consumer = opened;
      Assignment<E> assignment = new Assignment<>(opened, kafka, store, sources);
      opened.subscribe(sources.keySet(), assignment);
      while (isOpen()) {
        turn(opened, assignment);
      }
    } catch (WakeupException | ProjectionStoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      // For example, an address that cannot be resolved, which may be a temporary error.
      pause(e);
    }
  }

  private void turn(Consumer<byte[], byte[]> consumer, Assignment<E> assignment) {
    try {
      report(assignment);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      BatchWriter<E> writer = writer(assignment);
      for (List<Decoded<E>> slice : new Slices<>(records, sources)) {
        writer.write(slice);
      }
      during("Kafka or " + store.server(), assignment::settle);
      if (assignment.joined()) {
        if (state instanceof LoopState.Starting) {
          pulse.beat();
        }
        state = new LoopState.Running(assignment.leftToOthers(), assignment.appliedElsewhere());
        beat(assignment);
      }
      backOff.reset();
    } catch (WakeupException | ProjectionStoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      assignment.doubt();
      pause(e);
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void pause(RuntimeException e) {
    String reason = String.valueOf(e.getMessage());
    if (!new LoopState.Waiting(reason).equals(state)) {
      switch (e) {
        case StoreException _, KafkaException _, PositionMovedException _ ->
            LOG.warn("projection {} waits: {}", name(), reason);
        default -> LOG.error("projection {} waits", name(), e);
      }
    }
    state = new LoopState.Waiting(reason);
    expected =
        "waiting: " + (e instanceof KafkaException ? "Kafka does not answer: " : "") + reason;
    pulse.expect(expected);
    try {
      boolean closed = closing.await(backOff.next().toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("projection {} {}", name(), closed ? "is closed" : "tries again");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new WakeupException();
    }
  }

  private void report(Assignment<E> assignment) {
    if (Instant.now().isBefore(nextReport)) {
      return;
    }
    Map<TopicPartition, Long> records = asking("Kafka", assignment::lag);
    meter.lag(records);
    lag = records.values().stream().mapToLong(Long::longValue).sum();
    look(assignment.positions().keySet());
    during(
        "Kafka or " + store.server(),
        () -> {
          assignment.takeBack();
          assignment.compareWithGroup();
        });
    judge(records, assignment.positions());
    assignment.advise();
    nextReport = Instant.now().plus(reportEvery);
  }

  /**
   * Beats the pulse when each partition has advanced since the last report, or has nothing to
   * apply.
   */
  private void judge(Map<TopicPartition, Long> waiting, Map<TopicPartition, Long> positions) {
    Optional<TopicPartition> unmoved =
        waiting.keySet().stream()
            .filter(partition -> waiting.getOrDefault(partition, 0L) > 0)
            .filter(partition ->
                !positions.containsKey(partition)
                    || Objects.equals(positions.get(partition), reported.get(partition)))
            .findAny();
    reported = Map.copyOf(positions);
    if (unmoved.isEmpty()) {
      expected = UNMOVED;
      if (!(state instanceof LoopState.Starting)) {
        pulse.beat();
      }
    } else if (!(state instanceof LoopState.Waiting)) {
      expected =
          "%s: %,d events wait, but none is applied"
              .formatted(unmoved.get(), waiting.get(unmoved.get()));
    }
    pulse.expect(expected);
  }

  /** Names the server as the cause of any trouble during the call. */
  private <T> T asking(String server, Supplier<T> call) {
    pulse.expect(server + " does not answer");
    T answer = call.get();
    pulse.expect(expected);
    return answer;
  }

  private void during(String server, Runnable call) {
    pulse.expect(server + " does not answer");
    call.run();
    pulse.expect(expected);
  }

  /**
   * Detects, without waiting for an event, that an operator has retried parked events, that the
   * store was emptied, or that another loop has claimed a partition.
   */
  private void look(Set<TopicPartition> ours) {
    if (ours.isEmpty()) {
      return;
    }
    Map<TopicPartition, StoredPosition> stored = asking(store.server(), () -> store.read(ours));
    if (!stored.keySet().containsAll(ours)
        || stored.values().stream().anyMatch(StoredPosition::foreign)) {
      throw new PositionMovedException();
    }
  }

  private void beat(Assignment<E> assignment) {
    if (!projection.isWatched() || Instant.now().isBefore(nextBeat)) {
      return;
    }
    Map<TopicPartition, Long> upToDate = asking("Kafka", assignment::upToDate);
    if (!asking(store.server(), () -> store.beat(upToDate))) {
      throw new PositionMovedException();
    }
    nextBeat = Instant.now().plus(BEAT_EVERY);
  }

  private BatchWriter<E> writer(Assignment<E> assignment) {
    return new BatchWriter<>(
        batch -> meter.timed(() -> asking(store.server(), () -> store.commit(batch))),
        assignment.positions(),
        batch -> {
          assignment.advance(batch);
          pulse.beat();
          meter.applied(batch.records().size());
        });
  }

  /** Ends the loop after the current batch, and leaves the group. */
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      store.close();
      return;
    }
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("projection {} is still busy", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
