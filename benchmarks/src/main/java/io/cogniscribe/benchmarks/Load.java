package io.cogniscribe.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: a constant number of requests is in flight, and each is followed by the next.
 *
 * @param latencies in microseconds
 * @param perSecond completed requests
 */
record Load(Histogram latencies, double perSecond) {

  private static final long HIGHEST_MICROS = TimeUnit.SECONDS.toMicros(60);

  /** A request. Throws when the answer is not the expected one. */
  interface Request {
    void send() throws Exception;
  }

  static Histogram histogram() {
    return new ConcurrentHistogram(HIGHEST_MICROS, 3);
  }

  static Load run(int inFlight, Duration duration, Request request) throws Exception {
    Histogram latencies = histogram();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          IntStream.range(0, inFlight)
              .mapToObj(_ ->
                  threads.<Void>submit(() -> {
                    while (System.nanoTime() < end) {
                      long before = System.nanoTime();
                      request.send();
                      latencies.recordValue((System.nanoTime() - before) / 1_000);
                    }
                    return null;
                  }))
              .toList();
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed: " + e.getCause(), e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Load(latencies, latencies.getTotalCount() / seconds);
  }

  double millis(double percentile) {
    return millis(latencies, percentile);
  }

  /** Returns a percentile of microseconds, in milliseconds. */
  static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }
}
