package io.cogniscribe.projector;

import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the projections for as long as the service runs. Each starts when what it needs is there:
 * those into Redis do not wait for PostgreSQL.
 */
final class Projections implements SmartLifecycle {

  /** A migration that runs is not interrupted; PostgreSQL rolls it back when the process ends. */
  private static final Duration START_MAY_END_IN = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** A busy projection is some records behind at any moment. */
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

  /** Every projection's loop. */
  List<ProjectionLoop<?>> loops() {
    List<ProjectionLoop<?>> loops = new ArrayList<>(intoPostgres);
    loops.addAll(intoRedis);
    return loops;
  }

  /** Whether a projection into PostgreSQL has a lot to catch up with, or does not run. */
  boolean tablesAreBehind() {
    return areBehind(intoPostgres);
  }

  /** The same of those into Redis. */
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
