package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.RedisStore;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Fills the other database of Redis from the log with the projector's code, and follows the active
 * generation.
 */
final class RedisFold {

  /** The records of a batch; Redis serves no reader while it applies one. */
  private static final int BATCH_RECORDS = 500;

  /** The lag, in offsets, below which the projector is paused to catch up. */
  private static final long CLOSE_ENOUGH = 5_000;

  private static final int MAX_ROUNDS = 100;

  /** The part of the log to fold for a projection without positions in the active database. */
  enum Unbegun {
    /** The whole log: its keys become the active ones. */
    ALL,
    /** Nothing: none of its keys are active. */
    NOTHING
  }

  private final RedisGenerations generations;
  private final Workers workers;
  private final Meter meter;
  private final List<Part<?>> parts;

  RedisFold(
      RedisGenerations generations,
      KafkaSource kafka,
      Workers workers,
      Meter meter,
      Unbegun unbegun) {
    this.generations = generations;
    this.workers = workers;
    this.meter = meter;
    LogReader log = new LogReader(kafka);
    this.parts =
        generations.projections().stream()
            .<Part<?>>map(projection -> part(projection, kafka, log, unbegun))
            .toList();
  }

  private <E> Part<E> part(
      RedisProjection<E> projection, KafkaSource kafka, LogReader log, Unbegun unbegun) {
    LogExtent extent = LogExtent.of(kafka, projection);
    return new Part<>(
        projection,
        extent,
        new StoreFold<>(
            projection,
            () ->
                new RedisStore<>(
                    generations.other(), projection, generations.clock(), new SkipLog(log)),
            BATCH_RECORDS,
            log,
            extent),
        log,
        unbegun);
  }

  /** One of the projections that share the database. */
  private record Part<E>(
      RedisProjection<E> projection,
      LogExtent extent,
      StoreFold<E> fold,
      LogReader log,
      Unbegun unbegun) {

    /** Returns the positions to fold to. */
    Positions target(RedisGenerations generations) {
      Positions active = generations.activePositions(projection);
      return active.next().isEmpty() && unbegun == Unbegun.ALL
          ? new Positions(extent.ends())
          : active;
    }

    long behind(RedisGenerations generations, Positions target) {
      return generations.positionsOfOther(projection).behind(target);
    }

    /**
     * Brings the other database to the active positions, and applies the skips of the active
     * generation to it.
     */
    void follow(RedisGenerations generations, Step step) {
      // This also reads the audit log; follow it only once while the projector is paused.
      fold.fold(target(generations), step);
      RedisParked<E> parked =
          new RedisParked<>(generations.other(), projection, generations.clock());
      new LaterSkips<>(parked, projection, log).follow(parked.skipped());
    }
  }

  /**
   * Fills the empty database, partitions in parallel.
   *
   * @return the number of offsets that were read
   */
  long load() {
    List<Function<Step, Callable<Void>>> folds = new ArrayList<>();
    long events = 0;
    for (Part<?> part : parts) {
      for (var target : part.target(generations).next().entrySet()) {
        events += Math.max(0, target.getValue() - part.extent.begin(target.getKey()));
        Positions one = new Positions(Map.of(target.getKey(), target.getValue()));
        folds.add(step ->
            () -> {
              part.fold.fold(one, step);
              return null;
            });
      }
    }
    try (Step step = meter.begin("fold progress", events, folds.size())) {
      workers.all(folds.stream().map(fold -> fold.apply(step)).toList());
    }
    return events;
  }

  /** Follows the active generation until the lag is small enough. */
  void catchUp() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      long behind =
          parts.stream()
              .mapToLong(part -> part.behind(generations, part.target(generations)))
              .sum();
      if (behind < CLOSE_ENOUGH) {
        return;
      }
      try (Step step = meter.begin("catch up progress", behind, partitions())) {
        follow(step);
      }
    }
    throw Hold.tooFast();
  }

  private int partitions() {
    return parts.stream().mapToInt(part -> part.target(generations).next().size()).sum();
  }

  private void follow(Step step) {
    workers.all(
        parts.stream()
            .<Callable<Void>>map(part ->
                () -> {
                  part.follow(generations, step);
                  return null;
                })
            .toList());
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

  /** Returns the log's extent of each projection. */
  List<LogExtent> extents() {
    return parts.stream().<LogExtent>map(Part::extent).toList();
  }
}
