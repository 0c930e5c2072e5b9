package io.cogniscribe.replay.rebuild;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Runs the parts of a step in parallel.
 *
 * @param count the number of parts that run at a time
 */
public record Workers(int count) {

  /** Work on an item. */
  public interface Work<T> {
    void on(T item) throws Exception;
  }

  /**
   * Works on all items.
   *
   * @throws RuntimeException the first failure; the work on other items is cancelled
   */
  public <T> void each(Collection<T> items, Work<T> work) {
    all(
        items.stream()
            .<Callable<Boolean>>map(item ->
                () -> {
                  work.on(item);
                  return true;
                })
            .toList());
  }

  /**
   * Runs all parts.
   *
   * @throws RuntimeException the first failure; the other parts are cancelled
   */
  public <T> List<T> all(List<Callable<T>> parts) {
    ThreadFactory threads = Thread.ofPlatform().name("replay-", 1).daemon().factory();
    ExecutorService workers = Executors.newFixedThreadPool(count, threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      parts.forEach(part -> futures.add(workers.submit(part)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new ReplayException(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted", e);
    } finally {
      workers.shutdownNow();
      workers.close();
    }
  }
}
