package io.cogniscribe.settings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Limits a repeated log line to {@value #LINES_A_MINUTE} times a minute, and logs the number of
 * omitted lines. Two lines are equal when they have the same logger and the same text without
 * arguments. A logger with different texts may write {@value #TEXTS_A_MINUTE} lines a minute.
 * Thread-safe.
 *
 * <p>Logback's DuplicateMessageFilter does not fit, because it omits a repeated line permanently,
 * even when it is rare.
 */
final class RepeatedLines extends TurboFilter {

  static final int LINES_A_MINUTE = 20;
  static final int TEXTS_A_MINUTE = 1_000;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int REMEMBERED = 500;

  private final InstantSource clock;
  private final Map<String, Window> windows =
      // Evicts the least recently used entry first.
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The counts of one line since the start of its window. */
  private static final class Window {

    private final long begin;
    private int written;
    private int leftOut;

    private Window(long begin) {
      this.begin = begin;
    }
  }

  RepeatedLines(InstantSource clock) {
    this.clock = clock;
  }

  /** Installs the filter in the logging of this process. */
  static void install() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getTurboFilterList().stream().noneMatch(RepeatedLines.class::isInstance)) {
      context.addTurboFilter(new RepeatedLines(InstantSource.system()));
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable t) {
    if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    boolean isLeftOut =
        isLeftOut(logger, logger.getName() + '\n' + format, LINES_A_MINUTE)
            || isLeftOut(logger, logger.getName(), TEXTS_A_MINUTE);
    return isLeftOut ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private boolean isLeftOut(Logger logger, String line, int limit) {
    int leftOut = 0;
    synchronized (windows) {
      long now = clock.millis();
      Window window = windows.get(line);
      if (window == null || Math.abs(now - window.begin) >= WINDOW.toMillis()) {
        leftOut = window == null ? 0 : window.leftOut;
        window = new Window(now);
        windows.put(line, window);
      }
      if (window.written >= limit) {
        window.leftOut++;
        return true;
      }
      window.written++;
    }
    if (leftOut > 0) {
      // Logged outside of the lock, because this line passes the filter too.
      logger.warn("{} lines like the next one were omitted", leftOut);
    }
    return false;
  }
}
