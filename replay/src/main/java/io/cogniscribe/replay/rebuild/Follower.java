package io.cogniscribe.replay.rebuild;

import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A generation beside live, which goes where live is: to compare with it, and to take its place.
 *
 * @param live connections that see both
 * @param closeEnough how many offsets of the way are gone while live waits
 */
record Follower(DataSource live, GenerationFold fold, long closeEnough) {

  private static final int MAX_ROUNDS = 100;

  /** Where live stands. */
  Positions livePositions() throws SQLException {
    return positions(Generation.live(fold.generation().projection()));
  }

  private Positions positions(Generation generation) throws SQLException {
    try (Connection connection = live.getConnection()) {
      return Positions.read(connection, generation);
    }
  }

  /**
   * Follows live until it is close.
   *
   * @throws ReplayException when live is always faster
   */
  void catchUp() throws SQLException {
    String name = fold.generation().projection().name();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Positions target = livePositions();
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

  /** Compares with live, at one position, while live goes on. */
  Comparison compare() throws SQLException {
    Generation rebuilt = fold.generation();
    try (Connection snapshot = live.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setReadOnly(true);
      // The first statement takes the snapshot.
      Positions common = Positions.read(snapshot, Generation.live(rebuilt.projection()));
      fold.follow(common, Step.UNTOLD);
      Comparison comparison =
          new Proof(rebuilt, fold.tables(), fold.log(), new Workers(2), fold.meter())
              .compare(snapshot);
      snapshot.rollback();
      return comparison;
    }
  }

  /** Takes live's place. */
  void swapIn(Lease lease) throws SQLException {
    // Somebody may have been asked for long.
    lease.requireHeld();
    catchUp();
    new Swap(lease).make(fold.generation(), positions -> fold.follow(positions, Step.UNTOLD));
  }
}
