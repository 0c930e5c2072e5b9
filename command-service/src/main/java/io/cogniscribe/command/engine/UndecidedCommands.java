package io.cogniscribe.command.engine;

import io.cogniscribe.health.Pulse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The commands of one partition that wait for their decision. Their age is computed from earlier
 * ends of the partition, without reading records. Thread-safe.
 */
final class UndecidedCommands {

  /** Above this number, every second observation is discarded, which makes the age less precise. */
  private static final int MAX_LOOKS = 512;

  /** An observation: the end of the partition at a time. */
  private record Look(long nanos, long end) {}

  private final String partition;
  private final LongSupplier nanoTime;
  private final Pulse movement;
  private final Deque<Look> looks = new ArrayDeque<>();
  private long committed = -1;
  private boolean waits;

  UndecidedCommands(String partition, Duration patience, LongSupplier nanoTime) {
    this.partition = partition;
    this.nanoTime = nanoTime;
    this.movement = new Pulse(patience, partition + " has not been looked at", nanoTime);
    movement.beat();
  }

  /**
   * Adds an observation.
   *
   * @param next the next offset to be decided
   * @param end the end of the partition's committed records
   * @param waits true if there is a command between the two
   */
  synchronized void look(long next, long end, boolean waits) {
    boolean moved = next != committed;
    this.committed = next;
    this.waits = waits;
    looks.addLast(new Look(nanoTime.getAsLong(), end));
    forgetWhatIsDecided();
    if (moved || !waits) {
      movement.beat();
    }
    movement.expect(
        "%s: up to %,d commands wait, and %d is not decided"
            .formatted(partition, end - next, next));
  }

  private void forgetWhatIsDecided() {
    while (looks.size() > 1 && second().end() <= committed) {
      looks.removeFirst();
    }
    if (looks.size() > MAX_LOOKS) {
      Iterator<Look> each = looks.iterator();
      for (int i = 0; each.hasNext(); i++) {
        each.next();
        if (i % 2 == 1) {
          each.remove();
        }
      }
    }
  }

  private Look second() {
    Iterator<Look> each = looks.iterator();
    each.next();
    return each.next();
  }

  /**
   * Returns the age of the oldest waiting command, accurate to a second; zero if none waits. The
   * age of commands that waited when this instance started counts from the start.
   */
  synchronized Duration age() {
    return waits
        ? Duration.ofNanos(nanoTime.getAsLong() - looks.getFirst().nanos())
        : Duration.ZERO;
  }

  /** Returns the problem if commands wait and none was decided for {@code patience}. */
  synchronized Optional<String> trouble() {
    return waits ? movement.trouble() : Optional.empty();
  }
}
