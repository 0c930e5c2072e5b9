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
 * Lets reads wait for projections. While any read waits, one thread reads the positions for all of
 * them and wakes those whose position has been reached; the others cost nothing meanwhile.
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

  /** Whether the position is known to be reached, without asking for it. */
  boolean isReached(Source source, long commandOffset) {
    Snapshot known = last;
    return System.nanoTime() - known.takenAt() < INTERVAL.toNanos()
        && known.positions().getOrDefault(source, -1L) >= commandOffset;
  }

  /** Whether the positions were read since that time of {@link System#nanoTime}. */
  boolean hasReadSince(long nanoTime) {
    return last.takenAt() - nanoTime >= 0;
  }

  /**
   * Waits until the effect of the command at that offset is in the projection's rows.
   *
   * @return false when it is not there in time
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
    // A waiter that came in between has found this thread watching.
    if (!waiters.isEmpty()) {
      watch();
    }
  }

  private void look() {
    // Only those that were there before: a later one must not be told of an earlier failure.
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
