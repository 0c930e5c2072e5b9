package io.cogniscribe.replay.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The tables of one projection, which are rebuilt in another schema.
 *
 * @param database the owner of the tables
 * @param active connections to the same database
 * @param parallel the number of partitions that are folded at a time
 * @param closeEnough the lag, in offsets, below which the projector is paused to catch up
 */
public record PostgresReadModel(
    PostgresProjection<?> projection,
    Database database,
    DataSource active,
    KafkaSource kafka,
    int parallel,
    Meter meter,
    long closeEnough)
    implements ReadModel {

  private static final long CLOSE_ENOUGH = 5_000;

  /** Creates a read model with the default lag for the pause. */
  public PostgresReadModel(
      PostgresProjection<?> projection,
      Database database,
      DataSource active,
      KafkaSource kafka,
      int parallel,
      Meter meter) {
    this(projection, database, active, kafka, parallel, meter, CLOSE_ENOUGH);
  }

  @Override
  public List<String> projections() {
    return List.of(projection.name());
  }

  @Override
  public Plan plan() throws SQLException {
    return Plan.of(active, kafka, projection);
  }

  @Override
  public Remains remains() throws SQLException {
    try (Connection connection = active.getConnection()) {
      return Generations.remains(connection, Generation.rebuilt(projection));
    }
  }

  @Override
  public boolean hasPrevious() throws SQLException {
    try (Connection connection = active.getConnection()) {
      return GenerationSchema.exists(connection, Generation.previous(projection));
    }
  }

  @Override
  public Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException {
    return with(Generation.rebuilt(projection), rebuild -> rebuild.run(resume, swap));
  }

  @Override
  public boolean rollBack(Predicate<Comparison> swap) throws SQLException {
    return with(Generation.previous(projection), rebuild -> rebuild.rollBack(swap));
  }

  private interface Work<T> {
    T on(Rebuild rebuild) throws SQLException;
  }

  /** Works on a generation beside the active one, under the lease. */
  private <T> T with(Generation generation, Work<T> work) throws SQLException {
    try (Lease lease = Lease.take(active, name());
        HikariDataSource tables = DatabasePool.open(database, generation.schema(), parallel + 2)) {
      LogExtent extent = LogExtent.of(kafka, projection);
      GenerationFold fold =
          new GenerationFold(
              generation, tables, new LogReader(kafka), extent, new Workers(parallel), meter);
      return work.on(
          new Rebuild(lease, new PostgresCandidate(lease, active, fold, closeEnough), meter));
    }
  }

  @Override
  public void prune() throws SQLException {
    try (Lease lease = Lease.take(active, name())) {
      Connection connection = lease.connection();
      for (Generation gone :
          List.of(Generation.previous(projection), Generation.rebuilt(projection))) {
        GenerationSchema.drop(connection, gone);
        Generations.dropped(connection, gone);
      }
    }
  }
}
