package io.cogniscribe.benchmarks;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.TopicSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures the rate at which the projector writes a backlog of job events to PostgreSQL, on its own
 * servers.
 */
record BacklogDrain(Backlog backlog) {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /**
   * Returns job events per second: for the job projection alone, then together with the usage
   * projection.
   */
  List<Figure> measure(Path folder) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.temporary(folder))) {
      KafkaSource source = new KafkaSource(servers.kafkaBootstrapServers());
      try (Admin admin = source.admin()) {
        new TopicSetup((short) 1, 1).ensure(admin);
      }
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(servers.jdbcUrl());
      new Migrations(database).migrate();
      backlog.write(servers.kafkaBootstrapServers());
      JobProjection jobs = new JobProjection();
      UsageProjection usage = new UsageProjection(new Tariff(0));
      // The first run warms the code up and is not counted.
      drain(database, source, List.of(jobs));
      double alone = drain(database, source, List.of(jobs));
      double together = drain(database, source, List.of(jobs, usage));
      return List.of(
          Figure.atLeast("projector: backlog into jobs + job_history", alone, "events/s", 20_000),
          Figure.plain("projector: backlog into jobs + job_history + usage", together, "events/s"));
    }
  }

  private double drain(
      DataSource database, KafkaSource source, List<PostgresProjection<?>> projections)
      throws SQLException {
    empty(database);
    List<ProjectionLoop<?>> loops = new ArrayList<>();
    long start = System.nanoTime();
    try {
      projections.forEach(projection -> loops.add(start(database, source, projection)));
      awaitEnd(database, loops, start + PATIENCE_NANOS);
      return backlog.events() / ((System.nanoTime() - start) / 1e9);
    } finally {
      loops.forEach(ProjectionLoop::close);
    }
  }

  private static <E> ProjectionLoop<E> start(
      DataSource database, KafkaSource source, PostgresProjection<E> projection) {
    ProjectionLoop<E> loop =
        new ProjectionLoop<>(
            projection,
            new PostgresStore<>(database, projection),
            source,
            new SimpleMeterRegistry(),
            Duration.ofSeconds(10));
    loop.start();
    return loop;
  }

  private void awaitEnd(DataSource database, List<ProjectionLoop<?>> loops, long deadline)
      throws SQLException {
    long expected = (long) backlog.events() * loops.size();
    while (folded(database) < expected) {
      for (ProjectionLoop<?> loop : loops) {
        if (loop.state() instanceof LoopState.Stopped(var reason)) {
          throw new IllegalStateException(reason);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the backlog was not drained within 5 minutes");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static long folded(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(sum(next_offset), 0) FROM projection_positions")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void empty(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE transcription_jobs, job_history, usage_statistics, projection_positions");
    }
  }
}
