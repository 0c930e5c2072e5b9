package io.cogniscribe.query.store;

import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Up when PostgreSQL answers and the projections' tables are there to be read. */
final class ProjectionsHealth extends AbstractHealthIndicator {

  private static final List<String> TABLES =
      List.of(
          "users",
          "transcription_jobs",
          "job_history",
          "audit_logs",
          "usage_statistics",
          "sessions",
          "api_keys",
          "projection_positions");

  private static final String MISSING =
      """
      SELECT name FROM unnest(string_to_array(:tables, ',')) AS name
      WHERE to_regclass(name) IS NULL
        OR NOT has_any_column_privilege(to_regclass(name), 'SELECT')
      """;

  private final JdbcClient postgres;

  ProjectionsHealth(JdbcClient postgres) {
    super("PostgreSQL does not answer");
    this.postgres = postgres;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    List<String> missing =
        postgres.sql(MISSING).param("tables", String.join(",", TABLES)).query(String.class).list();
    if (missing.isEmpty()) {
      builder.up();
    } else {
      builder.down().withDetail("unreadable_tables", missing);
    }
  }
}
