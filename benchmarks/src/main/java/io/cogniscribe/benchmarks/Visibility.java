package io.cogniscribe.benchmarks;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures the delay from the acknowledgement of a job until a reader sees it, at a steady rate of
 * commands.
 *
 * @param delays of sampled jobs in microseconds
 * @param perSecond acknowledged commands; less than requested if the stack does not keep up,
 *     because at most 200 are in flight
 */
record Visibility(Histogram delays, double perSecond) {

  private static final int SAMPLE_EVERY = 10;
  private static final int MAX_IN_FLIGHT = 200;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  static Visibility measure(Api api, int perSecond, Duration duration) throws InterruptedException {
    Run run = new Run(api);
    long start = System.nanoTime();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> ticks =
          clock.scheduleAtFixedRate(
              () -> run.tick(requests),
              0,
              TimeUnit.SECONDS.toNanos(1) / perSecond,
              TimeUnit.NANOSECONDS);
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      ticks.cancel(false);
    }
    run.complain();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Visibility(run.delays, run.acknowledged.sum() / seconds);
  }

  private static final class Run {

    private final Api api;
    private final Histogram delays = Load.histogram();
    private final LongAdder acknowledged = new LongAdder();
    private final Semaphore places = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long started;

    Run(Api api) {
      this.api = api;
    }

    /** Starts one command, unless 200 are in flight. */
    void tick(ExecutorService requests) {
      if (places.tryAcquire()) {
        boolean sampled = started++ % SAMPLE_EVERY == 0;
        requests.execute(() -> submit(sampled));
      }
    }

    private void submit(boolean sampled) {
      try {
        UUID job = api.submit();
        long before = System.nanoTime();
        acknowledged.increment();
        while (sampled && !api.isVisible(job)) {
          LockSupport.parkNanos(POLL_NANOS);
        }
        if (sampled) {
          delays.recordValue((System.nanoTime() - before) / 1_000);
        }
      } catch (Exception e) {
        failure.compareAndSet(null, e);
      } finally {
        places.release();
      }
    }

    void complain() {
      Exception first = failure.get();
      if (first != null) {
        throw new IllegalStateException("a request failed: " + first, first);
      }
    }
  }
}
