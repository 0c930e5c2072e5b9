package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.PostgresProjection;

/**
 * One of several sets of a projection's tables, in a schema of its own with positions and parked
 * pointers beside the rows. The active one is in {@code public}.
 *
 * @param schema a name that needs no quotes
 */
public record Generation(PostgresProjection<?> projection, String schema) {

  /** The schema of the tables that readers see. */
  public static final String LIVE_SCHEMA = DatabasePool.ACTIVE_SCHEMA;

  /** What the schemas of rebuilt tables begin with. */
  public static final String REBUILT = "rebuilt_";

  /** What a rebuild fills. */
  public static Generation rebuilt(PostgresProjection<?> projection) {
    return new Generation(projection, REBUILT + schemaName(projection));
  }

  /** What readers saw before the last swap. */
  public static Generation previous(PostgresProjection<?> projection) {
    return of(projection, "previous");
  }

  /** What stops being the active generation, while a swap lasts. */
  static Generation outgoing(PostgresProjection<?> projection) {
    return of(projection, "outgoing");
  }

  /** What readers see. */
  public static Generation active(PostgresProjection<?> projection) {
    return new Generation(projection, LIVE_SCHEMA);
  }

  private static Generation of(PostgresProjection<?> projection, String kind) {
    return new Generation(projection, kind + "_" + schemaName(projection));
  }

  private static String schemaName(PostgresProjection<?> projection) {
    return projection.name().replace('-', '_');
  }

  /** A table of this generation, as in SQL. */
  String table(String name) {
    return schema + "." + name;
  }
}
