package io.cogniscribe.replay.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Builds a projection's tables from the log, beside the active ones: folds, catches up, compares,
 * swaps. The active generation is unchanged until the swap, also after a failure.
 *
 * @param database the owner of the tables
 * @param active connections to the same database
 * @param closeEnough the lag, in offsets, below which the projector is paused to catch up
 */
public record Rebuild(
    Database database,
    DataSource active,
    KafkaSource kafka,
    int parallel,
    Meter meter,
    long closeEnough) {

  private static final long CLOSE_ENOUGH = 5_000;

  /** Creates a rebuild with the default lag for the pause. */
  public Rebuild(
      Database database, DataSource active, KafkaSource kafka, int parallel, Meter meter) {
    this(database, active, kafka, parallel, meter, CLOSE_ENOUGH);
  }

  /**
   * The result.
   *
   * @param events the number of offsets that were read to load the tables
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
   * Rebuilds a projection.
   *
   * @param resume true to continue with a generation that is already loaded
   * @param swap decides on the swap from the comparison
   * @throws ReplayException when the rebuild cannot continue, or another replay holds the lease
   */
  public Result run(PostgresProjection<?> projection, boolean resume, Predicate<Comparison> swap)
      throws SQLException {
    Generation rebuilt = Generation.rebuilt(projection);
    try (Lease lease = Lease.take(active, projection.name());
        HikariDataSource tables = DatabasePool.open(database, rebuilt.schema(), parallel + 2)) {
      LogExtent extent = LogExtent.of(kafka, projection);
      Follower follower = follower(rebuilt, tables, extent);
      Instant begin = Instant.now();
      long events = resume ? resumed(rebuilt) : load(lease, follower, extent);
      Duration folded = Duration.between(begin, Instant.now());
      follower.catchUp();
      Instant beforeProof = Instant.now();
      Comparison comparison = follower.compare();
      Duration proved = Duration.between(beforeProof, Instant.now());
      boolean swapping = swap.test(comparison);
      if (swapping) {
        comparison.requireRows(removal(projection));
        follower.swapIn(lease);
      }
      return new Result(
          comparison, events, folded, proved, swapping, "the schema " + rebuilt.schema());
    }
  }

  /**
   * Lets the previous generation catch up, compares the active one with it, and makes it active
   * again.
   *
   * @param swap decides on the swap from the comparison
   * @return true when the previous generation is active now
   */
  public boolean rollBack(PostgresProjection<?> projection, Predicate<Comparison> swap)
      throws SQLException {
    Generation previous = Generation.previous(projection);
    try (Lease lease = Lease.take(active, projection.name());
        HikariDataSource tables = DatabasePool.open(database, previous.schema(), parallel + 2)) {
      requirePrevious(previous);
      Follower follower = follower(previous, tables, LogExtent.of(kafka, projection));
      follower.catchUp();
      Comparison comparison = follower.compare();
      boolean swapping = swap.test(comparison);
      if (swapping) {
        comparison.requireRows(removal(projection));
        follower.swapIn(lease);
      }
      return swapping;
    }
  }

  /** Returns the state of the generation that an earlier rebuild has left. */
  Remains remains(PostgresProjection<?> projection) throws SQLException {
    try (Connection connection = active.getConnection()) {
      return Generations.remains(connection, Generation.rebuilt(projection));
    }
  }

  /** Returns whether a previous generation exists. */
  boolean hasPrevious(PostgresProjection<?> projection) throws SQLException {
    try (Connection connection = active.getConnection()) {
      return GenerationSchema.exists(connection, Generation.previous(projection));
    }
  }

  /** Removes the generations that are not active. */
  public void prune(PostgresProjection<?> projection) throws SQLException {
    try (Lease lease = Lease.take(active, projection.name())) {
      Connection connection = lease.connection();
      for (Generation gone :
          new Generation[] {Generation.previous(projection), Generation.rebuilt(projection)}) {
        GenerationSchema.drop(connection, gone);
        Generations.dropped(connection, gone);
      }
    }
  }

  private static String removal(PostgresProjection<?> projection) {
    return "'replay verify --projection %s --all --repair'".formatted(projection.name());
  }

  private Follower follower(Generation generation, DataSource tables, LogExtent extent) {
    return new Follower(
        active,
        new GenerationFold(
            generation, tables, new LogReader(kafka), extent, new Workers(parallel), meter),
        closeEnough);
  }

  private static long load(Lease lease, Follower follower, LogExtent extent) throws SQLException {
    Generation rebuilt = follower.fold().generation();
    Positions targets = targets(follower.activePositions(), extent);
    GenerationSchema.recreate(lease.connection(), rebuilt);
    Generations.begun(lease.connection(), rebuilt);
    Instant begin = Instant.now();
    follower.fold().load(targets);
    long events = targets.next().values().stream().mapToLong(Long::longValue).sum();
    lease.requireHeld();
    Generations.loaded(
        lease.connection(), rebuilt, events, Duration.between(begin, Instant.now()).toMillis());
    return events;
  }

  /** Returns the active positions; the end of the log when the projection has none yet. */
  private static Positions targets(Positions positions, LogExtent extent) {
    return positions.next().isEmpty() ? new Positions(extent.ends()) : positions;
  }

  private long resumed(Generation rebuilt) throws SQLException {
    if (remains(rebuilt.projection()) != Remains.LOADED) {
      throw new ReplayException(
          "there is no rebuild of '%s' to resume, or its load was interrupted. Start a new one."
              .formatted(rebuilt.projection().name()),
          null);
    }
    try (Connection connection = active.getConnection()) {
      Shape.requireActiveShape(connection, rebuilt);
    }
    return 0;
  }

  private void requirePrevious(Generation previous) throws SQLException {
    try (Connection connection = active.getConnection()) {
      if (!GenerationSchema.exists(connection, previous)) {
        throw new ReplayException(
            "there is no previous generation of '%s'".formatted(previous.projection().name()),
            null);
      }
      OptionalInt made = Positions.version(connection, previous);
      if (made.isPresent() && made.getAsInt() != previous.projection().version()) {
        throw new ReplayException(
            ("the previous tables of '%s' were made by version %d of its code. Roll back "
                    + "with that version.")
                .formatted(previous.projection().name(), made.getAsInt()),
            null);
      }
      Shape.requireActiveShape(connection, previous);
    }
  }
}
