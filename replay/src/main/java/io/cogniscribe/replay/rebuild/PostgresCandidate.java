package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tables of one projection in a schema beside the active one.
 *
 * @param active connections that see both generations
 */
record PostgresCandidate(Lease lease, DataSource active, GenerationFold fold, long closeEnough)
    implements Candidate {

  @Override
  public String name() {
    return generation().projection().name();
  }

  @Override
  public String place() {
    return "the schema " + generation().schema();
  }

  @Override
  public String removal() {
    return "'replay verify --projection %s --all --repair'".formatted(name());
  }

  @Override
  public long load() throws SQLException {
    Positions targets = targets();
    GenerationSchema.recreate(lease.connection(), generation());
    Generations.begun(lease.connection(), generation());
    Instant begin = Instant.now();
    fold.load(targets);
    long events = targets.next().values().stream().mapToLong(Long::longValue).sum();
    lease.requireHeld();
    Generations.loaded(
        lease.connection(),
        generation(),
        events,
        Duration.between(begin, Instant.now()).toMillis());
    return events;
  }

  /** Returns the active positions; the end of the log when the projection has none yet. */
  private Positions targets() throws SQLException {
    Positions positions = activePositions();
    return positions.next().isEmpty() ? new Positions(fold.extent().ends()) : positions;
  }

  @Override
  public void requireLoaded() throws SQLException {
    try (Connection connection = active.getConnection()) {
      if (Generations.remains(connection, generation()) != Remains.LOADED) {
        throw Candidate.notLoaded(name());
      }
      GenerationSchema.requireActiveShape(connection, generation());
    }
  }

  @Override
  public void requirePrevious() throws SQLException {
    try (Connection connection = active.getConnection()) {
      if (!GenerationSchema.exists(connection, generation())) {
        throw Candidate.noPrevious(name());
      }
      Optional<Integer> made = Positions.version(connection, generation());
      if (made.isPresent() && made.get() != generation().projection().version()) {
        throw new ReplayException(
            ("the previous tables of '%s' were made by version %d of its code. Roll back with "
                    + "that version.")
                .formatted(name(), made.get()));
      }
      GenerationSchema.requireActiveShape(connection, generation());
    }
  }

  @Override
  public long behind() throws SQLException {
    return positions(generation()).behind(activePositions());
  }

  @Override
  public int partitions() throws SQLException {
    return activePositions().next().size();
  }

  @Override
  public void follow(Step step) throws SQLException {
    fold.follow(activePositions(), step);
  }

  /** Compares with a snapshot of the active generation, while the projector continues. */
  @Override
  public Comparison compare() throws SQLException {
    try (Connection snapshot = Sql.snapshot(active)) {
      // The first statement takes the snapshot.
      Positions common = Positions.read(snapshot, Generation.active(generation().projection()));
      fold.follow(common, Step.UNTOLD);
      Comparison comparison =
          new Proof(generation(), fold.tables(), fold.log(), fold.meter()).compare(snapshot);
      snapshot.rollback();
      return comparison;
    }
  }

  @Override
  public void swapIn() throws SQLException {
    new Swap(lease).make(generation(), positions -> fold.follow(positions, Step.UNTOLD));
  }

  private Generation generation() {
    return fold.generation();
  }

  private Positions activePositions() throws SQLException {
    return positions(Generation.active(generation().projection()));
  }

  private Positions positions(Generation generation) throws SQLException {
    try (Connection connection = active.getConnection()) {
      return Positions.read(connection, generation);
    }
  }
}
