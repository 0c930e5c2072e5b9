package io.cogniscribe.projector.replay;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.postgres.DatabasePool;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Makes a projection's tables anew from the log, beside the live ones: folds, catches up, compares,
 * swaps. Until the swap live is untouched, whatever happens.
 *
 * @param database the owner of the tables
 * @param live connections to the same database
 */
public record Rebuild(
    Database database, DataSource live, KafkaSource kafka, int parallel, Meter meter) {

  /** So close the rest of the way is gone while live waits. */
  private static final long CLOSE_ENOUGH = 5_000;

  private static final int MAX_ROUNDS = 100;

  /**
   * What came of it.
   *
   * @param events how many offsets were read to load the tables
   * @param fold how long that took, with the indexes
   * @param proof how long the comparison took
   * @param swapped whether the rebuilt generation is live now
   * @param place where it was made
   */
  public record Result(
      Comparison comparison,
      long events,
      Duration fold,
      Duration proof,
      boolean swapped,
      String place) {}

  /**
   * Rebuilds.
   *
   * @param resume whether to go on with a generation that is loaded already
   * @param swap decides, knowing how both compare
   * @throws ReplayException when it cannot go on, or somebody else rebuilds the same
   */
  public Result run(PostgresProjection<?> projection, boolean resume, Predicate<Comparison> swap)
      throws SQLException {
    Generation rebuilt = Generation.rebuilt(projection);
    try (Lease _ = Lease.take(live, projection.name());
        HikariDataSource tables = DatabasePool.open(database, rebuilt.schema(), parallel + 2)) {
      LogExtent extent = LogExtent.of(kafka, projection);
      GenerationFold fold =
          new GenerationFold(
              rebuilt, tables, new LogReader(kafka), extent, new Workers(parallel), meter);
      Instant begin = Instant.now();
      long events = resume ? resumed(rebuilt) : load(rebuilt, fold, targets(rebuilt, extent));
      Duration folded = Duration.between(begin, Instant.now());
      catchUp(rebuilt, fold);
      Instant beforeProof = Instant.now();
      Comparison comparison = compare(rebuilt, fold, tables);
      Duration proved = Duration.between(beforeProof, Instant.now());
      boolean swapping = swap.test(comparison);
      if (swapping) {
        catchUp(rebuilt, fold);
        new Swap(live).make(rebuilt, fold::follow);
      }
      return new Result(
          comparison, events, folded, proved, swapping, "the schema " + rebuilt.schema());
    }
  }

  /** Makes the generation before the last swap live again, once it has caught up. */
  public void rollBack(PostgresProjection<?> projection) throws SQLException {
    Generation previous = Generation.previous(projection);
    try (Lease _ = Lease.take(live, projection.name());
        HikariDataSource tables = DatabasePool.open(database, previous.schema(), parallel + 2)) {
      requirePrevious(previous);
      GenerationFold fold =
          new GenerationFold(
              previous,
              tables,
              new LogReader(kafka),
              LogExtent.of(kafka, projection),
              new Workers(parallel),
              meter);
      catchUp(previous, fold);
      new Swap(live).make(previous, fold::follow);
    }
  }

  /** Removes the generations that are not live. */
  public void prune(PostgresProjection<?> projection) throws SQLException {
    try (Lease _ = Lease.take(live, projection.name());
        Connection connection = live.getConnection()) {
      for (Generation gone :
          new Generation[] {Generation.previous(projection), Generation.rebuilt(projection)}) {
        GenerationSchema.drop(connection, gone);
        Generations.dropped(connection, gone);
      }
    }
  }

  private long load(Generation rebuilt, GenerationFold fold, Positions targets)
      throws SQLException {
    try (Connection connection = live.getConnection()) {
      GenerationSchema.drop(connection, rebuilt);
      Generations.begun(connection, rebuilt);
    }
    Instant begin = Instant.now();
    fold.load(targets);
    long events = targets.next().values().stream().mapToLong(Long::longValue).sum();
    try (Connection connection = live.getConnection()) {
      Generations.loaded(
          connection, rebuilt, events, Duration.between(begin, Instant.now()).toMillis());
    }
    return events;
  }

  /** Where live stands; where there is no live yet, the end of the log. */
  private Positions targets(Generation rebuilt, LogExtent extent) throws SQLException {
    Positions positions = livePositions(rebuilt);
    return positions.next().isEmpty() ? new Positions(extent.ends()) : positions;
  }

  private Positions livePositions(Generation rebuilt) throws SQLException {
    try (Connection connection = live.getConnection()) {
      return Positions.read(connection, Generation.live(rebuilt.projection()));
    }
  }

  private long resumed(Generation rebuilt) throws SQLException {
    requireLoaded(
        rebuilt,
        "there is no rebuild of '%s' to resume, or it was not loaded to its end: start a new one");
    return 0;
  }

  private void requirePrevious(Generation previous) throws SQLException {
    try (Connection connection = live.getConnection()) {
      if (!GenerationSchema.exists(connection, previous)) {
        throw new ReplayException(
            "there is no previous generation of '%s' to go back to"
                .formatted(previous.projection().name()),
            null);
      }
      OptionalInt made = Positions.version(connection, previous);
      if (made.isPresent() && made.getAsInt() != previous.projection().version()) {
        throw new ReplayException(
            "the previous tables of '%s' were made by version %d of its code: go back with that version"
                .formatted(previous.projection().name(), made.getAsInt()),
            null);
      }
    }
  }

  private void requireLoaded(Generation generation, String complaint) throws SQLException {
    try (Connection connection = live.getConnection()) {
      if (!Generations.isLoaded(connection, generation)) {
        throw new ReplayException(complaint.formatted(generation.projection().name()), null);
      }
    }
  }

  private void catchUp(Generation generation, GenerationFold fold) throws SQLException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Positions target = livePositions(generation);
      Positions stand;
      try (Connection connection = live.getConnection()) {
        stand = Positions.read(connection, generation);
      }
      long behind = stand.behind(target);
      if (behind < CLOSE_ENOUGH) {
        return;
      }
      meter.begin("catch up " + generation.projection().name(), behind);
      fold.follow(target);
      meter.end();
    }
    throw new ReplayException(
        "live moves on faster than '%s' can follow: try again when less is going on"
            .formatted(generation.projection().name()),
        null);
  }

  private Comparison compare(Generation rebuilt, GenerationFold fold, DataSource tables)
      throws SQLException {
    try (Connection snapshot = live.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      snapshot.setReadOnly(true);
      // The first statement takes the snapshot.
      Positions common = Positions.read(snapshot, Generation.live(rebuilt.projection()));
      fold.follow(common);
      Comparison comparison = new Proof(rebuilt, tables, new Workers(2), meter).compare(snapshot);
      snapshot.rollback();
      return comparison;
    }
  }
}
