package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.redis.CodeVersion;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.RedisStore;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import io.cogniscribe.replay.rebuild.RedisGenerations.Facts;
import io.cogniscribe.replay.rebuild.RedisGenerations.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All keys of the projections into Redis, in a database beside the active one. */
final class RedisCandidate implements Candidate {

  /** The records of a batch; Redis serves no reader while it applies one. */
  private static final int BATCH_RECORDS = 500;

  private static final long CLOSE_ENOUGH = 5_000;

  /** The part of the log to fold for a projection without positions in the active database. */
  enum Unbegun {
    /** The whole log: its keys become the active ones. */
    ALL,
    /** Nothing: none of its keys are active. */
    NOTHING
  }

  private final Lease lease;
  private final RedisGenerations generations;
  private final LogReader log;
  private final Workers workers;
  private final Meter meter;
  private final List<Part<?>> parts;

  RedisCandidate(
      Lease lease,
      RedisGenerations generations,
      KafkaSource kafka,
      Workers workers,
      Meter meter,
      Unbegun unbegun) {
    this.lease = lease;
    this.generations = generations;
    this.log = new LogReader(kafka);
    this.workers = workers;
    this.meter = meter;
    this.parts =
        generations.projections().stream()
            .<Part<?>>map(projection ->
                new Part<>(generations, projection, LogExtent.of(kafka, projection), log, unbegun))
            .toList();
  }

  /** One of the projections that share the database. */
  private record Part<E>(
      RedisGenerations generations,
      RedisProjection<E> projection,
      LogExtent extent,
      LogReader log,
      Unbegun unbegun) {

    /** Returns the positions to fold to. */
    Positions target() {
      Positions active = generations.activePositions(projection);
      return active.next().isEmpty() && unbegun == Unbegun.ALL
          ? new Positions(extent.ends())
          : active;
    }

    long behind() {
      return generations.positionsOfOther(projection).behind(target());
    }

    void fold(Positions targets, Step step) {
      new StoreFold<>(
              projection,
              () ->
                  new RedisStore<>(
                      generations.other(), projection, generations.clock(), new SkipLog(log)),
              BATCH_RECORDS,
              log,
              extent)
          .fold(targets, step);
    }

    /**
     * Brings the other database to the active positions, and applies the skips of the active
     * generation to it.
     */
    void follow(Step step) {
      // This also reads the audit log; follow it only once while the projector is paused.
      fold(target(), step);
      RedisParked<E> parked =
          new RedisParked<>(generations.other(), projection, generations.clock());
      new LaterSkips<>(parked, projection, log).follow(parked.skipped());
    }
  }

  @Override
  public String name() {
    return generations.name();
  }

  @Override
  public String place() {
    return generations.placeOfOther();
  }

  @Override
  public String removal() {
    return "FLUSHDB in the active database of Redis";
  }

  @Override
  public long load() {
    generations.begin();
    Instant begin = Instant.now();
    long events = fold();
    lease.requireHeld();
    generations.loaded(events, Duration.between(begin, Instant.now()));
    return events;
  }

  /** Fills the empty database, partitions in parallel. */
  private long fold() {
    List<Consumer<Step>> folds = new ArrayList<>();
    long events = 0;
    for (Part<?> part : parts) {
      for (var target : part.target().next().entrySet()) {
        events += Math.max(0, target.getValue() - part.extent.begin(target.getKey()));
        Positions one = new Positions(Map.of(target.getKey(), target.getValue()));
        folds.add(step -> part.fold(one, step));
      }
    }
    try (Step step = meter.begin("fold " + name(), events, folds.size())) {
      workers.each(folds, fold -> fold.accept(step));
    }
    return events;
  }

  @Override
  public void requireLoaded() {
    if (generations.remains() != Remains.LOADED) {
      throw Candidate.notLoaded(name());
    }
  }

  @Override
  public void requirePrevious() {
    Facts facts = generations.factsOfOther();
    if (facts.state() != State.PREVIOUS) {
      throw Candidate.noPrevious(name());
    }
    for (RedisProjection<?> projection : generations.projections()) {
      String made = facts.version(projection);
      if (!made.equals(CodeVersion.of(projection).ours())) {
        throw new ReplayException(
            ("the previous keys of '%s' were made by version %s of its code. Roll back with "
                    + "that version.")
                .formatted(projection.name(), made));
      }
    }
  }

  @Override
  public long behind() {
    return parts.stream().mapToLong(Part::behind).sum();
  }

  @Override
  public long closeEnough() {
    return CLOSE_ENOUGH;
  }

  @Override
  public int partitions() {
    return parts.stream().mapToInt(part -> part.target().next().size()).sum();
  }

  @Override
  public void follow(Step step) {
    workers.each(parts, part -> part.follow(step));
  }

  @Override
  public Comparison compare() {
    return new RedisProof(generations, this, log, meter).compare();
  }

  @Override
  public void swapIn() {
    statusTogether(() ->
        generations.swap(generations.clock().instant()) ? Optional.of(true) : Optional.empty());
  }

  /**
   * Runs a step while both databases have equal positions: pauses the projector, and lets the other
   * database catch up.
   *
   * @param together checks that the positions are equal, and returns empty when they are not; it is
   *     then run again
   */
  <T> T statusTogether(Supplier<Optional<T>> together) {
    return new Hold(generations.active())
        .during(() -> {
          // Too short for a meter: the projector is paused.
          follow(Step.UNTOLD);
          return together.get();
        });
  }
}
