package io.cogniscribe.devstack.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs many tasks concurrently, with limits on their number and rate. */
final class Crowd {

  private final int inFlight;
  private final double rate;

  /**
   * @param rate tasks that start per second; 0 for no limit
   */
  Crowd(int inFlight, double rate) {
    this.inFlight = inFlight;
    this.rate = rate;
  }

  /** Work on one item. */
  interface Task<I, R> {
    R run(I item) throws InterruptedException;
  }

  /**
   * Runs the task for each item and returns the results in the order of the items. Throws the first
   * failure after all tasks have ended.
   */
  <I, R> List<R> each(List<I> items, Progress progress, Task<I, R> task)
      throws InterruptedException {
    Semaphore places = new Semaphore(inFlight);
    Instant begin = Instant.now();
    List<Future<R>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < items.size(); i++) {
        I item = items.get(i);
        awaitTurn(begin, i);
        places.acquire();
        futures.add(
            threads.submit(() -> {
              try {
                return task.run(item);
              } finally {
                places.release();
                progress.step();
              }
            }));
      }
    }
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      results.add(resultOf(future));
    }
    return results;
  }

  private void awaitTurn(Instant begin, int number) throws InterruptedException {
    if (rate > 0) {
      Instant turn = begin.plusNanos((long) (number * 1_000_000_000.0 / rate));
      Duration wait = Duration.between(Instant.now(), turn);
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
    }
  }

  private static <R> R resultOf(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
