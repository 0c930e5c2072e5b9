package io.cogniscribe.projector;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.postgres.SqlErrors;
import io.cogniscribe.projector.postgres.VerifiableProjection;
import io.cogniscribe.projector.replay.RowDifference;
import io.cogniscribe.projector.verify.Throttle;
import io.cogniscribe.projector.verify.Verdict;
import io.cogniscribe.projector.verify.Verification;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares all rows with the log, again and again, slowly, for as long as the service runs. It
 * changes nothing: whoever reads its warnings decides what to do.
 */
final class ContinuousVerification implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ContinuousVerification.class);
  private static final Duration STOPS_IN = Duration.ofSeconds(10);
  private static final int NAMED = 20;

  /** The part of the rows that a pass compares, and whose. */
  private static final double ALL = 1;

  private static final long ANY = 0;

  private final List<VerifiableProjection<?>> projections;
  private final Supplier<HikariDataSource> connections;
  private final LogReader log;
  private final Path scratch;
  private final Throttle pace;
  private final Duration pause;
  private final DriftMeter meter;
  private volatile @Nullable Thread thread;

  /**
   * A verification that does not run yet.
   *
   * @param connections opens connections of its own
   * @param pace 0 records a second: it is switched off
   * @param pause between two passes
   */
  ContinuousVerification(
      List<VerifiableProjection<?>> projections,
      Supplier<HikariDataSource> connections,
      LogReader log,
      Path scratch,
      Throttle pace,
      Duration pause,
      DriftMeter meter) {
    this.projections = projections;
    this.connections = connections;
    this.log = log;
    this.scratch = scratch;
    this.pace = pace;
    this.pause = pause;
    this.meter = meter;
  }

  @Override
  public boolean isAutoStartup() {
    return pace.recordsPerSecond() > 0;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("projector-verify").daemon().start(this::run);
  }

  private void run() {
    try (HikariDataSource database = connections.get()) {
      while (!Thread.currentThread().isInterrupted()) {
        for (VerifiableProjection<?> projection : projections) {
          verify(projection, database);
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void verify(VerifiableProjection<?> projection, HikariDataSource database)
      throws InterruptedException {
    String name = projection.name();
    AtomicInteger found = new AtomicInteger();
    try {
      pace.spend(0);
      meter.begins(name);
      Verification verification =
          new Verification(
              database,
              log,
              scratch,
              pace,
              row -> {
                meter.drifted(name);
                warn(name, row, found.incrementAndGet());
              });
      Verdict verdict = verification.run(projection, ALL, ANY, false);
      meter.completed(verdict);
      LOG.debug("projection {}: {} rows compared", name, verdict.rows());
    } catch (SQLException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("projection {} could not be verified: {}", name, SqlErrors.line(e));
    }
  }

  /** Where a row stands and no more: its values are somebody's. */
  private static void warn(String projection, RowDifference row, int number) {
    if (number <= NAMED) {
      LOG.warn(
          "projection {}: {} {} is not what the log says; 'replay verify --projection {}' tells more",
          projection,
          row.table(),
          row.key(),
          projection);
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        if (!running.join(STOPS_IN)) {
          LOG.warn("the verification is still busy");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
