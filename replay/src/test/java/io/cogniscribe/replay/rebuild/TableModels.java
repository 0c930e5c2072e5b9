package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.postgres.PostgresProjection;

/** The read models of a backend's tables. */
public record TableModels(Backend backend, Meter meter) {

  /** Returns read models whose rebuilds print nothing. */
  public static TableModels of(Backend backend) {
    return new TableModels(backend, Meter.SILENT);
  }

  /** Returns the tables of a projection. */
  public PostgresReadModel of(PostgresProjection<?> projection) {
    return new PostgresReadModel(
        projection, backend.database(), backend.owner(), backend.kafka(), 2, meter);
  }
}
