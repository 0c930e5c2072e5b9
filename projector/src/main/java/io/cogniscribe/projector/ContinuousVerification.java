package io.cogniscribe.projector;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import io.cogniscribe.replay.verify.Throttle;
import io.cogniscribe.replay.verify.Verification;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
 * Compares all rows with the log, and keys of Redis with the rows, again and again for as long as
 * the service runs. It changes nothing: an operator who reads its warnings decides what to do.
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
   * Keys that are projected into Redis, and the rows that determine them.
   *
   * @param areBehind whether keys or rows have to catch up, which goes before
   */
  record Keys(List<KeyRows<?>> rows, UnifiedJedis redis, BooleanSupplier areBehind) {}

  /** One comparison of a projection with the log. */
  private interface Comparing {

    /** Returns how many rows or keys differ. */
    long run(Consumer<RowDifference> witness) throws SQLException;
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
        verifyKeys(database);
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
              new Verification(database, log, scratch, pace, witness)
                  .run(each, ALL, ANY, false)
                  .drifted());
    }
  }

  private void verifyKeys(HikariDataSource database) throws InterruptedException {
    Throttle pace = new Throttle(recordsPerSecond, keys.areBehind());
    for (KeyRows<?> each : keys.rows()) {
      verify(
          each.keys().name(),
          pace,
          witness -> {
            Set<String> differing = new KeyCheck<>(each, database, keys.redis(), pace).run();
            differing.forEach(
                key -> witness.accept(new RowDifference("redis", key, Kind.DIFFERENT, List.of())));
            return differing.size();
          });
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
      long drifted =
          comparing.run(row -> {
            meter.drifted(name);
            warn(name, row, found.incrementAndGet());
          });
      meter.completed(name, drifted);
      LOG.debug("projection {}: compared, {} rows or keys differ", name, drifted);
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
