package io.cogniscribe.devstack.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of a long task: a bar on a terminal, else a line every 5 seconds. Thread-safe. */
sealed interface Progress extends AutoCloseable {

  void step();

  @Override
  void close();

  static Progress of(String task, int total, PrintStream output) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal ? new Bar(task, total) : new Lines(task, total, output);
  }

  /** A bar with rate and remaining time, drawn by the library. */
  record Bar(ProgressBar bar) implements Progress {

    Bar(String task, int total) {
      this(
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .build());
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Prints a line every 5 seconds and one at the end. */
  final class Lines implements Progress {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final String task;
    private final int total;
    private final PrintStream output;
    private final Instant begin = Instant.now();
    private final AtomicInteger done = new AtomicInteger();
    private Instant lastLine = begin;

    Lines(String task, int total, PrintStream output) {
      this.task = task;
      this.total = total;
      this.output = output;
    }

    @Override
    public void step() {
      int now = done.incrementAndGet();
      synchronized (this) {
        if (Duration.between(lastLine, Instant.now()).compareTo(PERIOD) >= 0) {
          lastLine = Instant.now();
          output.println(line(now, Duration.between(begin, lastLine)));
        }
      }
    }

    @Override
    public void close() {
      output.println(line(done.get(), Duration.between(begin, Instant.now())));
    }

    private String line(int now, Duration elapsed) {
      double rate = now / Math.max(0.001, elapsed.toMillis() / 1_000.0);
      long left = rate == 0 ? 0 : Math.round((total - now) / rate);
      return "%s: %d of %d, %.0f/s, %d s left".formatted(task, now, total, rate, left);
    }
  }
}
