package io.cogniscribe.replay.rebuild;

import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A generation beside the active generation, which goes where the active generation is: to compare
 * with it, and to take its place.
 *
 * @param active connections that see both
 * @param closeEnough how many offsets of the way are gone while the active generation waits
 */
record Follower(DataSource active, GenerationFold fold, long closeEnough) {

  private static final int MAX_ROUNDS = 100;

  /** Where the active generation stands. */
  Positions activePositions() throws SQLException {
    return positions(Generation.active(fold.generation().projection()));
  }

  private Positions positions(Generation generation) throws SQLException {
    try (Connection connection = active.getConnection()) {
      return Positions.read(connection, generation);
    }
  }

  /**
   * Follows the active generation until it is close.
   *
   * @throws ReplayException when the active generation is always faster
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
        "live moves on faster than '%s' can follow: try again when less is going on"
            .formatted(name),
        null);
  }

  /** Compares with the active generation, at one position, while the active generation goes on. */
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

  /** Takes the active generation's place. */
  void swapIn(Lease lease) throws SQLException {
    // Somebody may have been asked for long.
    lease.requireHeld();
    catchUp();
    new Swap(lease).make(fold.generation(), positions -> fold.follow(positions, Step.UNTOLD));
  }
}
