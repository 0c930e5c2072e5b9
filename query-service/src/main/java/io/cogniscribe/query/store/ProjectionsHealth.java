package io.cogniscribe.query.store;

import io.cogniscribe.health.BackgroundCheck;
import io.cogniscribe.health.Pulse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionCommands;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports UP when PostgreSQL answers and the projections' tables are readable. Redis is reported as
 * a detail, because the service also answers without it. Both are checked in the background, so
 * that a hanging store does not delay the answer.
 */
final class ProjectionsHealth implements SmartLifecycle, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectionsHealth.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

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
  private final StringRedisTemplate redis;
  private final Pulse tables;
  private final Pulse keys;
  private List<BackgroundCheck> checks = List.of();

  /**
   * @param patience time that a store may fail before it is reported
   */
  ProjectionsHealth(JdbcClient postgres, StringRedisTemplate redis, Duration patience) {
    this.postgres = postgres;
    this.redis = redis;
    this.tables = new Pulse(patience, "PostgreSQL has not answered yet", System::nanoTime);
    this.keys = new Pulse(patience, "Redis has not answered yet", System::nanoTime);
  }

  @Override
  public void start() {
    checks =
        List.of(
            BackgroundCheck.start("postgresql-check", INTERVAL, this::lookAtTables),
            BackgroundCheck.start("redis-check", INTERVAL, this::lookAtKeys));
  }

  @Override
  public void stop() {
    checks.forEach(BackgroundCheck::close);
    checks = List.of();
  }

  @Override
  public boolean isRunning() {
    return !checks.isEmpty();
  }

  private void lookAtTables() {
    try {
      List<String> missing =
          postgres
              .sql(MISSING)
              .param("tables", String.join(",", TABLES))
              .query(String.class)
              .list();
      if (missing.isEmpty()) {
        tables.beat();
        tables.expect("PostgreSQL does not answer");
      } else {
        tables.expect("PostgreSQL lacks tables, or they are not readable: " + missing);
      }
    } catch (DataAccessException e) {
      LOG.debug("PostgreSQL does not answer", e);
      tables.expect("PostgreSQL does not answer");
    }
  }

  private void lookAtKeys() {
    try {
      redis.execute((RedisCallback<String>) RedisConnectionCommands::ping);
      keys.beat();
      keys.expect("Redis does not answer");
    } catch (DataAccessException e) {
      LOG.debug("Redis does not answer", e);
      keys.expect("Redis does not answer");
    }
  }

  @Override
  public Health health() {
    Optional<String> trouble = tables.trouble();
    return (trouble.isEmpty() ? Health.up() : Health.down())
        .withDetail("postgresql", trouble.orElse("answers"))
        .withDetail(
            "redis",
            keys.trouble().map(cause -> cause + "; PostgreSQL answers instead").orElse("answers"))
        .build();
  }
}
