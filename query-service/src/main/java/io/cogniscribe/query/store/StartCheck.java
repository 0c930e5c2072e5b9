package io.cogniscribe.query.store;

import io.cogniscribe.settings.ExitCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionCommands;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends the service if a store does not answer within {@code patience} after the start, so that a
 * wrong address shows. Later outages do not end the service; requests report them.
 */
final class StartCheck implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Map<String, Runnable> probes = new LinkedHashMap<>();
  private final Duration patience;
  private final BiConsumer<String, ExitCode> refusal;
  private volatile @Nullable Thread waiting;

  /**
   * @param refusal takes a line for the operator and the exit code of the process
   */
  StartCheck(
      JdbcClient postgres,
      StringRedisTemplate redis,
      Duration patience,
      BiConsumer<String, ExitCode> refusal) {
    probes.put(
        "PostgreSQL does not answer: start it, or correct DATABASE_URL",
        () -> postgres.sql("SELECT 1").query(Integer.class).single());
    probes.put(
        "Redis does not answer: start it, or correct REDIS_URL",
        () -> redis.execute((RedisCallback<String>) RedisConnectionCommands::ping));
    this.patience = patience;
    this.refusal = refusal;
  }

  @Override
  public void start() {
    waiting = Thread.ofVirtual().name("start-check").start(this::await);
  }

  private void await() {
    long end = System.nanoTime() + patience.toNanos();
    for (Map.Entry<String, Runnable> probe : probes.entrySet()) {
      while (!answers(probe.getValue())) {
        if (System.nanoTime() > end) {
          refusal.accept(probe.getKey(), ExitCode.UNAVAILABLE);
          return;
        }
        try {
          Thread.sleep(INTERVAL);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static boolean answers(Runnable probe) {
    try {
      probe.run();
      return true;
    } catch (DataAccessException notYet) {
      LOG.debug("waiting for a store", notYet);
      return false;
    }
  }

  @Override
  public void stop() {
    Thread thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
    waiting = null;
  }

  @Override
  public boolean isRunning() {
    return waiting != null;
  }
}
