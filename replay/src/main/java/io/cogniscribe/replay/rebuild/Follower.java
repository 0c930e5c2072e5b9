package io.cogniscribe.replay.rebuild;

import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Keeps a generation at the position of the active one, to compare both and to swap them.
 *
 * @param active connections that see both generations
 * @param closeEnough the lag, in offsets, below which the projector is paused to catch up
 */
record Follower(DataSource active, GenerationFold fold, long closeEnough) {

  private static final int MAX_ROUNDS = 100;

  /** Returns the positions of the active generation. */
  Positions activePositions() throws SQLException {
    return positions(Generation.active(fold.generation().projection()));
  }

  private Positions positions(Generation generation) throws SQLException {
    try (Connection connection = active.getConnection()) {
      return Positions.read(connection, generation);
    }
  }

  /**
   * Follows the active generation until the lag is small enough.
   *
   * @throws ReplayException when the projector is always faster
   */
  void catchUp() throws SQLException {
    String name = fold.generation().projection().name();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Positions target = activePositions();
      long behind = positions(fold.generation()).behind(target);
      if (behind < closeEnough) {
        return;
      }
      try (Step step = fold.meter().begin("catch up " + name, behind, target.next().size())) {
        fold.follow(target, step);
      }
    }
    throw new ReplayException(
        "the projector is faster than the rebuild of '%s'. Try again when the load is lower."
            .formatted(name),
        null);
  }

  /** Compares with the active generation, at one position, while the projector continues. */
  Comparison compare() throws SQLException {
    Generation rebuilt = fold.generation();
    try (Connection snapshot = active.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setReadOnly(true);
      // The first statement takes the snapshot.
      Positions common = Positions.read(snapshot, Generation.active(rebuilt.projection()));
      fold.follow(common, Step.UNTOLD);
      Comparison comparison =
          new Proof(rebuilt, fold.tables(), fold.log(), new Workers(2), fold.meter())
              .compare(snapshot);
      snapshot.rollback();
      return comparison;
    }
  }

  /** Makes the generation active. */
  void swapIn(Lease lease) throws SQLException {
    // The operator may have taken long to answer.
    lease.requireHeld();
    catchUp();
    new Swap(lease).make(fold.generation(), positions -> fold.follow(positions, Step.UNTOLD));
  }
}
