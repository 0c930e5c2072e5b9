package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.postgres.PostgresProjection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** The tables of one projection. */
public record PostgresReadModel(Rebuild work, PostgresProjection<?> projection)
    implements ReadModel {

  @Override
  public List<String> projections() {
    return List.of(projection.name());
  }

  @Override
  public Plan plan() throws SQLException {
    return Plan.of(work.active(), work.kafka(), projection);
  }

  @Override
  public Remains remains() throws SQLException {
    return work.remains(projection);
  }

  @Override
  public boolean hasPrevious() throws SQLException {
    return work.hasPrevious(projection);
  }

  @Override
  public Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException {
    return work.run(projection, resume, swap);
  }

  @Override
  public boolean rollBack(Predicate<Comparison> swap) throws SQLException {
    return work.rollBack(projection, swap);
  }

  @Override
  public void prune() throws SQLException {
    work.prune(projection);
  }
}
