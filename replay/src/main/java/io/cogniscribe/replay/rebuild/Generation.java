package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;

/**
 * One of several sets of a projection's tables, in a separate schema, with positions and parked
 * events. The active one is in {@code public}.
 *
 * @param schema a name that needs no quotes
 */
public record Generation(PostgresProjection<?> projection, String schema) {

  /** Returns the generation that a rebuild fills. */
  public static Generation rebuilt(PostgresProjection<?> projection) {
    return of(projection, "rebuilt");
  }

  /** Returns the generation that was active before the last swap. */
  public static Generation previous(PostgresProjection<?> projection) {
    return of(projection, "previous");
  }

  /** Returns the generation that a swap replaces, until the swap ends. */
  static Generation outgoing(PostgresProjection<?> projection) {
    return of(projection, "outgoing");
  }

  /** Returns the generation that readers see. */
  public static Generation active(PostgresProjection<?> projection) {
    return new Generation(projection, DatabasePool.ACTIVE_SCHEMA);
  }

  private static Generation of(PostgresProjection<?> projection, String kind) {
    return new Generation(projection, kind + "_" + projection.name().replace('-', '_'));
  }

  String table(String name) {
    return schema + "." + name;
  }
}
