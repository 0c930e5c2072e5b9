package io.cogniscribe.query.consistency;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Lets reads wait for projections. While reads wait, one thread polls the positions for all of
 * them, every 10 ms, and wakes those whose position is reached. The waiting reads send no queries.
 */
final class ProjectionWatch {

  private static final Duration INTERVAL = Duration.ofMillis(10);

  private record Waiter(Source source, long offset, CompletableFuture<Void> reached) {

    boolean isReached(Map<Source, Long> positions) {
      return positions.getOrDefault(source, -1L) >= offset;
    }
  }

  private record Snapshot(long takenAt, Map<Source, Long> positions) {}

  private final Supplier<Map<Source, Long>> positions;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile Snapshot last = new Snapshot(System.nanoTime() - INTERVAL.toNanos(), Map.of());

  /**
   * @param positions reads the positions of all projections
   */
  ProjectionWatch(Supplier<Map<Source, Long>> positions) {
    this.positions = positions;
  }

  /** Returns whether the last known positions, at most 10 ms old, have reached the offset. */
  boolean isReached(Source source, long commandOffset) {
    Snapshot known = last;
    return System.nanoTime() - known.takenAt() < INTERVAL.toNanos()
        && known.positions().getOrDefault(source, -1L) >= commandOffset;
  }

  /** Returns whether the positions were read since this value of {@link System#nanoTime}. */
  boolean hasReadSince(long nanoTime) {
    return last.takenAt() - nanoTime >= 0;
  }

  /**
   * Waits until the effect of the command is in the projection's rows.
   *
   * @return false if {@code patience} has passed before
   * @throws RuntimeException when the positions cannot be read
   */
  boolean await(Source source, long commandOffset, Duration patience) throws InterruptedException {
    Waiter waiter = new Waiter(source, commandOffset, new CompletableFuture<>());
    waiters.add(waiter);
    try {
      watch();
      waiter.reached().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException unreadable) {
      throw unreadable.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(unreadable);
    } finally {
      waiters.remove(waiter);
    }
  }

  private void watch() {
    if (watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("projection-watch").start(this::run);
    }
  }

  private void run() {
    try {
      while (!waiters.isEmpty()) {
        look();
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
    // A waiter that was added meanwhile has found this thread watching and started none.
    if (!waiters.isEmpty()) {
      watch();
    }
  }

  private void look() {
    // Only waiters that were there before the read: a later one must not get its failure.
    Set<Waiter> present = Set.copyOf(waiters);
    long takenAt = System.nanoTime();
    try {
      Map<Source, Long> read = positions.get();
      last = new Snapshot(takenAt, read);
      present.stream()
          .filter(waiter -> waiter.isReached(read))
          .forEach(waiter -> waiter.reached().complete(null));
    } catch (RuntimeException unreadable) {
      present.forEach(waiter -> waiter.reached().completeExceptionally(unreadable));
    }
  }
}
