package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Tests of the queries that read the figures from the stores. */
@RealServers
final class StoreFiguresTest {

  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000009");

  private static final String TABLES =
      """
      create table users (id uuid primary key);
      create table transcription_jobs (id uuid primary key, status varchar(16));
      create table usage_statistics (user_id uuid, total_files_processed bigint,
        successful_jobs bigint, failed_jobs bigint, total_bytes_processed bigint);
      create table audit_logs (user_id uuid, action varchar(64), status varchar(16));
      """;

  private static final String ROWS =
      """
      insert into users values ('USER'), ('OTHER');
      insert into transcription_jobs values ('JOB', 'completed'), ('OTHER', 'failed');
      insert into usage_statistics values
        ('USER', 1, 1, 0, 160000), ('USER', 2, 2, 1, 10), ('OTHER', 9, 9, 9, 9);
      insert into audit_logs values ('USER', 'upload', 'success'), ('USER', 'upload', 'failure'),
        ('USER', 'login', 'success'), ('OTHER', 'upload', 'success');
      """;

  private final ServerStack servers;

  StoreFiguresTest(TestServers shared) {
    servers = shared.fresh();
  }

  @Test
  void readsOnlyTheRowsOfTheRunFromPostgres() throws SQLException {
    execute(TABLES);
    execute(
        ROWS.replace("USER", Plans.USER.toString())
            .replace("JOB", Plans.JOB.toString())
            .replace("OTHER", OTHER.toString()));

    Figures figures =
        PostgresFigures.read(servers.jdbcUrl(), List.of(Plans.USER), List.of(Plans.JOB));

    assertThat(figures.values())
        .containsEntry("users", 1L)
        .containsEntry("jobs completed", 1L)
        .containsEntry("jobs failed", 0L)
        .containsEntry("usage files", 3L)
        .containsEntry("usage failed", 1L)
        .containsEntry("usage bytes", 160_010L)
        .containsEntry("audit upload", 1L)
        .containsEntry("audit delete", 0L)
        .doesNotContainKey("audit login");
  }

  @Test
  void readsRedisCountersAndTaskHashesByStatus() {
    URI url = URI.create(servers.redisUrl());
    try (RedisClient redis = RedisClient.create(url)) {
      redis.set("counter:jobs:failed", "7");
      redis.hset("task:" + Plans.JOB, "status", "processing");
    }

    assertThat(RedisFigures.counters(url).values())
        .containsEntry("jobs failed", 7L)
        .containsEntry("jobs pending", 0L);
    assertThat(RedisFigures.tasks(url, List.of(Plans.JOB, OTHER)).values())
        .containsEntry("jobs processing", 1L)
        .containsEntry("jobs failed", 0L);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
