package io.cogniscribe.projector;

import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the projections while the service runs. Projections into Redis start as soon as Kafka is
 * ready and do not wait for PostgreSQL.
 */
final class Projections implements SmartLifecycle {

  /**
   * Time for a running migration to end. Stopping does not interrupt it; PostgreSQL rolls it back
   * when the process ends.
   */
  private static final Duration START_MAY_END_IN = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** Lag in records above which a projection counts as behind; a busy one always lags by a few. */
  private static final long FAR_BEHIND = 1_000;

  private final Preparation preparation;
  private final List<ProjectionLoop<?>> intoPostgres;
  private final List<ProjectionLoop<?>> intoRedis;
  private volatile @Nullable Thread starting;

  Projections(
      Preparation preparation,
      List<ProjectionLoop<?>> intoPostgres,
      List<ProjectionLoop<?>> intoRedis) {
    this.preparation = preparation;
    this.intoPostgres = List.copyOf(intoPostgres);
    this.intoRedis = List.copyOf(intoRedis);
  }

  /** Returns the loops of all projections. */
  List<ProjectionLoop<?>> loops() {
    List<ProjectionLoop<?>> loops = new ArrayList<>(intoPostgres);
    loops.addAll(intoRedis);
    return loops;
  }

  /** Returns whether a projection into PostgreSQL lags far behind or does not run. */
  boolean tablesAreBehind() {
    return areBehind(intoPostgres);
  }

  /** Returns whether a projection into Redis lags far behind or does not run. */
  boolean keysAreBehind() {
    return areBehind(intoRedis);
  }

  private static boolean areBehind(List<ProjectionLoop<?>> loops) {
    return loops.stream()
        .anyMatch(loop -> !(loop.state() instanceof LoopState.Running) || loop.lag() > FAR_BEHIND);
  }

  @Override
  public void start() {
    starting = Thread.ofPlatform().name("projector-start").start(this::startLoops);
  }

  private void startLoops() {
    try {
      if (preparation.ensureTopics()) {
        intoRedis.forEach(ProjectionLoop::start);
        if (preparation.migrate()) {
          intoPostgres.forEach(ProjectionLoop::start);
          watch();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() throws InterruptedException {
    while (true) {
      Thread.sleep(LOOK_EVERY);
      if (intoPostgres.stream().anyMatch(loop -> loop.state() instanceof LoopState.Waiting)) {
        preparation.migrateIfReplaced();
      }
    }
  }

  @Override
  public void stop() {
    Thread thread = starting;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(START_MAY_END_IN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    loops().parallelStream().forEach(ProjectionLoop::close);
    starting = null;
  }

  @Override
  public boolean isRunning() {
    return starting != null;
  }
}
