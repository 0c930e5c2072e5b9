package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Migrates the tables to the current version. */
public final class Migrations {

  public static final List<String> TABLES =
      List.of(
          "users",
          "transcription_jobs",
          "job_history",
          "audit_logs",
          "usage_statistics",
          "sessions",
          "api_keys",
          "projection_positions",
          "parked_events",
          "skipped_events",
          "skips_read",
          "generations");

  /**
   * Drops the schemas of other generations, which replay commands have left beside the active
   * tables.
   */
  private static final String DROP_GENERATIONS =
      """
      DO $$
      DECLARE generation name;
      BEGIN
        FOR generation IN
          SELECT nspname FROM pg_namespace WHERE nspname ~ '^(rebuilt|previous|outgoing)_[a-z_]+$'
        LOOP
          EXECUTE format('DROP SCHEMA %I CASCADE', generation);
        END LOOP;
        IF to_regclass('public.generations') IS NOT NULL THEN
          FOR generation IN SELECT schema FROM public.generations WHERE schema <> 'public' LOOP
            EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', generation);
          END LOOP;
        END IF;
      END
      $$
      """;

  private final DataSource dataSource;
  private final Flyway flyway;

  public Migrations(DataSource dataSource) {
    this.dataSource = dataSource;
    flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .defaultSchema(DatabasePool.ACTIVE_SCHEMA)
            .locations("classpath:db/migration")
            .load();
  }

  /** Applies the missing migrations. Safe to run from several projectors at once. */
  public void migrate() {
    Flyway.configure()
        .configuration(flyway.getConfiguration())
        // Flyway must accept the non-empty schema that drop() leaves.
        .baselineOnMigrate(exists("public.audit_horizon"))
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private boolean exists(String table) {
    try (Connection connection = dataSource.getConnection()) {
      String sql = "SELECT to_regclass(?) IS NOT NULL";
      return Sql.query(connection, sql, row -> row.getBoolean(1), table).getFirst();
    } catch (SQLException e) {
      throw new StoreException("PostgreSQL: " + SqlErrors.describe(e), e);
    }
  }

  /**
   * Drops every table that the log can restore, and Flyway's history. {@code audit_horizon} stays,
   * because it records which audit records must not be restored.
   */
  public void drop() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(DROP_GENERATIONS);
      statement.execute("DROP TABLE IF EXISTS public." + String.join(", public.", TABLES));
      statement.execute("DROP FUNCTION IF EXISTS public.ensure_audit_month(timestamptz, name)");
      statement.execute("DROP FUNCTION IF EXISTS public.ensure_audit_month(timestamptz)");
      statement.execute("DROP TABLE IF EXISTS public.flyway_schema_history");
    }
  }

  /**
   * Returns whether the database is new: it has no tables, not even the one that {@link #drop()}
   * leaves.
   *
   * @throws StoreException when the database does not answer
   */
  public boolean areMissing() {
    return !exists("public.audit_horizon") && !exists("public.projection_positions");
  }

  /** Returns the version of the tables; empty when there are none. */
  public Optional<String> version() {
    MigrationInfo current = flyway.info().current();
    return current == null ? Optional.empty() : Optional.of(String.valueOf(current.getVersion()));
  }
}
