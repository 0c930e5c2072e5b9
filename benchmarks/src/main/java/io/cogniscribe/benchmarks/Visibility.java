package io.cogniscribe.benchmarks;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long after its acknowledgement a job is seen by a reader, at a steady rate of commands. */
record Visibility(Api api) {

  private static final int SAMPLE_EVERY = 10;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** The delays of sampled jobs in microseconds. */
  Histogram measure(int perSecond, Duration duration) throws InterruptedException {
    Histogram delays = Load.histogram();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    AtomicLong sent = new AtomicLong();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> ticks =
          clock.scheduleAtFixedRate(
              () -> requests.execute(() -> submit(sent.getAndIncrement(), delays, failure)),
              0,
              TimeUnit.SECONDS.toNanos(1) / perSecond,
              TimeUnit.NANOSECONDS);
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      ticks.cancel(false);
    }
    Exception first = failure.get();
    if (first != null) {
      throw new IllegalStateException("a request failed: " + first, first);
    }
    return delays;
  }

  private void submit(long number, Histogram delays, AtomicReference<@Nullable Exception> failure) {
    try {
      UUID job = api.submit();
      long acknowledged = System.nanoTime();
      if (number % SAMPLE_EVERY == 0) {
        while (!api.isVisible(job)) {
          LockSupport.parkNanos(POLL_NANOS);
        }
        delays.recordValue((System.nanoTime() - acknowledged) / 1_000);
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }
}
