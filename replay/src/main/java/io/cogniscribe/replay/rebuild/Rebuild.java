package io.cogniscribe.replay.rebuild;

import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Builds a read model from the log beside the active generation: folds, catches up, compares,
 * swaps. The active generation is unchanged until the swap, also after a failure.
 */
public final class Rebuild {

  private static final int MAX_ROUNDS = 100;

  private final Lease lease;
  private final Candidate candidate;
  private final Meter meter;

  Rebuild(Lease lease, Candidate candidate, Meter meter) {
    this.lease = lease;
    this.candidate = candidate;
    this.meter = meter;
  }

  /**
   * The result.
   *
   * @param events the number of offsets that were read to load the generation
   * @param fold the time that the load took, with the indexes
   * @param proof the time that the comparison took
   * @param swapped true when the rebuilt generation is active now
   * @param place the schema or database that it was built in
   */
  public record Result(
      Comparison comparison,
      long events,
      Duration fold,
      Duration proof,
      boolean swapped,
      String place) {}

  /**
   * Rebuilds the read model.
   *
   * @param resume true to continue with a generation that is already loaded
   * @param swap decides on the swap from the comparison
   */
  Result run(boolean resume, Predicate<Comparison> swap) throws SQLException {
    Instant begin = Instant.now();
    long events = resume ? resumed() : candidate.load();
    Duration folded = Duration.between(begin, Instant.now());
    catchUp();
    Instant beforeProof = Instant.now();
    Comparison comparison = candidate.compare();
    Duration proved = Duration.between(beforeProof, Instant.now());
    boolean swapped = swapIfWanted(comparison, swap);
    return new Result(comparison, events, folded, proved, swapped, candidate.place());
  }

  private long resumed() throws SQLException {
    candidate.requireLoaded();
    return 0;
  }

  /**
   * Lets the previous generation catch up, compares the active one with it, and makes it active
   * again.
   *
   * @return true when the previous generation is active now
   */
  boolean rollBack(Predicate<Comparison> swap) throws SQLException {
    candidate.requirePrevious();
    catchUp();
    return swapIfWanted(candidate.compare(), swap);
  }

  /** Loads the candidate, and compares the active generation with it. */
  Comparison compare() throws SQLException {
    candidate.load();
    catchUp();
    return candidate.compare();
  }

  private boolean swapIfWanted(Comparison comparison, Predicate<Comparison> swap)
      throws SQLException {
    boolean wanted = swap.test(comparison);
    if (wanted) {
      comparison.requireRows(candidate.removal());
      // The operator may have taken long to answer.
      lease.requireHeld();
      catchUp();
      lease.requireHeld();
      candidate.swapIn();
    }
    return wanted;
  }

  /** Follows the active generation until the lag is small enough. */
  private void catchUp() throws SQLException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      long behind = candidate.behind();
      if (behind < candidate.closeEnough()) {
        return;
      }
      try (Step step =
          meter.begin("catch up " + candidate.name(), behind, candidate.partitions())) {
        candidate.follow(step);
      }
    }
    throw new ReplayException(
        ("the projector is faster than the rebuild of '%s', or its positions belong to another "
                + "log. Try again when the load is lower.")
            .formatted(candidate.name()));
  }
}
