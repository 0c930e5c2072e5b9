package io.cogniscribe.projector;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.replay.verify.KeyVerification;
import io.cogniscribe.replay.verify.Throttle;
import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.replay.verify.Verification;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import redis.clients.jedis.UnifiedJedis;

/**
 * Compares all rows and keys with the log, pass after pass, at a limited rate, while the service
 * runs. Reports differences as warnings and metrics and repairs nothing: repair is the operator's
 * decision.
 */
final class ContinuousVerification implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ContinuousVerification.class);
  private static final Duration STOPS_IN = Duration.ofSeconds(10);
  private static final int NAMED = 20;

  /** Share and salt of a pass that compares every aggregate. */
  private static final double ALL = 1;

  private static final long ANY = 0;

  private final Tables tables;
  private final Keys keys;
  private final LogReader log;
  private final Path scratch;
  private final int recordsPerSecond;
  private final Duration pause;
  private final DriftMeter meter;
  private volatile @Nullable Thread thread;

  /**
   * The projections into tables.
   *
   * @param connections opens the pool that only the verification uses
   * @param areBehind whether these projections lag; the verification then waits
   */
  record Tables(
      List<VerifiableProjection<?>> projections,
      Supplier<HikariDataSource> connections,
      BooleanSupplier areBehind) {}

  /**
   * The projections into Redis.
   *
   * @param areBehind whether these projections lag; the verification then waits
   */
  record Keys(List<VerifiableKeys<?>> projections, UnifiedJedis redis, BooleanSupplier areBehind) {}

  /** One comparison of a projection with the log. */
  private interface Comparing {

    Verdict run(Consumer<RowDifference> witness) throws SQLException;
  }

  /**
   * Creates a verification; {@link #start} runs it.
   *
   * @param recordsPerSecond limit on the records read per second; 0 switches the verification off
   * @param pause time between two passes
   */
  ContinuousVerification(
      Tables tables,
      Keys keys,
      LogReader log,
      Path scratch,
      int recordsPerSecond,
      Duration pause,
      DriftMeter meter) {
    this.tables = tables;
    this.keys = keys;
    this.log = log;
    this.scratch = scratch;
    this.recordsPerSecond = recordsPerSecond;
    this.pause = pause;
    this.meter = meter;
  }

  @Override
  public boolean isAutoStartup() {
    return recordsPerSecond > 0;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("projector-verify").daemon().start(this::run);
  }

  private void run() {
    try (HikariDataSource database = tables.connections().get()) {
      while (!Thread.currentThread().isInterrupted()) {
        verifyTables(database);
        verifyKeys();
        Thread.sleep(pause);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void verifyTables(HikariDataSource database) throws InterruptedException {
    Throttle pace = new Throttle(recordsPerSecond, tables.areBehind());
    for (VerifiableProjection<?> each : tables.projections()) {
      verify(
          each.name(),
          pace,
          witness ->
              new Verification(database, log, scratch, pace, witness).run(each, ALL, ANY, false));
    }
  }

  private void verifyKeys() throws InterruptedException {
    Throttle pace = new Throttle(recordsPerSecond, keys.areBehind());
    for (VerifiableKeys<?> each : keys.projections()) {
      verify(
          each.name(),
          pace,
          witness ->
              new KeyVerification(keys.redis(), log, scratch, pace, witness)
                  .run(each, ALL, ANY, false));
    }
  }

  private void verify(String name, Throttle pace, Comparing comparing) throws InterruptedException {
    if (pace.othersAreBusy().getAsBoolean()) {
      // Skips only this store, so that an outage of one store does not stop the check of the other.
      return;
    }
    AtomicInteger found = new AtomicInteger();
    try {
      meter.begins(name);
      Verdict verdict =
          comparing.run(row -> {
            meter.drifted(name);
            warn(name, row, found.incrementAndGet());
          });
      meter.completed(verdict);
      LOG.debug("projection {}: {} rows or keys compared", name, verdict.rows());
    } catch (SQLException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("projection {} could not be verified: {}", name, SqlErrors.line(e));
    }
  }

  /** Logs the table and the key, but no values: they may be personal data. */
  private static void warn(String projection, RowDifference row, int number) {
    if (number <= NAMED) {
      LOG.warn(
          "projection {}: {} {} differs from the log; see 'replay verify --projection {}'",
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
          LOG.warn("the verification did not stop within {} s", STOPS_IN.toSeconds());
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
