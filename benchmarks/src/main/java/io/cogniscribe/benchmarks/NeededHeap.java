package io.cogniscribe.benchmarks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the largest live heap of a task by collecting garbage every 250 ms. It slows the task
 * down.
 */
final class NeededHeap implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 250;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong most = new AtomicLong();

  private NeededHeap() {}

  static NeededHeap fromNow() {
    NeededHeap heap = new NeededHeap();
    // Runs until close().
    var _ =
        heap.thread.scheduleWithFixedDelay(heap::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return heap;
  }

  private void look() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    most.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
  }

  /** Returns the largest live heap so far, in bytes. */
  long most() {
    return most.get();
  }

  @Override
  public void close() {
    thread.close();
  }
}
