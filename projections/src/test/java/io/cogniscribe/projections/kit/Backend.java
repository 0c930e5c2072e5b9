package io.cogniscribe.projections.kit;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.projections.postgres.RoleLogins;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.RedisStore;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.DatabaseLogin;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RedisUsers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.TopicSetupException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** An empty log, empty tables and an empty Redis, with the loops that a test runs. */
public final class Backend implements AutoCloseable {

  public static final DatabaseLogin PROJECTOR =
      new DatabaseLogin(DatabaseLogin.PROJECTOR, "projector-in-tests");
  public static final DatabaseLogin QUERY =
      new DatabaseLogin(DatabaseLogin.QUERY, "query-in-tests");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The Redis timeout of loops, which retry. A test's own commands are sent once. */
  private static final Duration LOOP_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration TEST_TIMEOUT = Duration.ofSeconds(30);

  private final ServerStack servers;
  private final HikariDataSource owner = new HikariDataSource();
  private final HikariDataSource dataSource = new HikariDataSource();
  private final RedisClient redis;
  private final RedisClient projectorRedis;
  private final Log log;
  private final KafkaSource kafka;
  private final List<ProjectionLoop<?>> loops = new ArrayList<>();

  private Backend(ServerStack servers, String projectorsRedis, int maxPollRecords) {
    this.servers = servers;
    open(owner, database(), TEST_TIMEOUT);
    open(
        dataSource,
        new Database(database().jdbcUrl(), PROJECTOR.role(), PROJECTOR.password()),
        LOOP_TIMEOUT);
    redis = RedisClient.create(URI.create(servers.redisUrl()));
    projectorRedis = RedisClient.create(URI.create(projectorsRedis));
    // A closing loop waits for the fetch in flight, which waits this long for records.
    kafka =
        new KafkaSource(
            servers.kafkaBootstrapServers(), maxPollRecords, Map.of("fetch.max.wait.ms", "50"));
    log = new Log(servers.kafkaBootstrapServers());
    // Roles belong to the server, and another test may have set other passwords.
    new RoleLogins(database(), List.of(PROJECTOR, QUERY)).ensure();
  }

  private static void open(HikariDataSource dataSource, Database database, Duration timeout) {
    dataSource.setJdbcUrl(database.jdbcUrl());
    dataSource.setUsername(database.user());
    dataSource.setPassword(database.password());
    dataSource.setConnectionTimeout(timeout.toMillis());
    dataSource.setMinimumIdle(0);
  }

  /** Returns the connection to the database as its owner. */
  public Database database() {
    return database(servers);
  }

  private static Database database(ServerStack servers) {
    return Settings.of(Map.of("DATABASE_URL", servers.databaseUrl())).database();
  }

  private static void makeTables(ServerStack servers) {
    new Migrations(DatabasePool.unpooled(database(servers))).migrate();
  }

  /** Returns a backend on the shared servers, without data of earlier tests. */
  public static Backend on(TestServers servers) {
    return on(servers, KafkaSource.DEFAULT_POLL_RECORDS);
  }

  public static Backend on(TestServers servers, int maxPollRecords) {
    servers.deleteUsedTopics();
    try {
      ensureTopics(servers);
    } catch (TopicSetupException madeOtherwise) {
      servers.deleteTopics();
      ensureTopics(servers);
    }
    ServerStack fresh = servers.fresh("with_tables", Backend::makeTables);
    return new Backend(fresh, RedisUsers.url(fresh.redisUrl(), "projector"), maxPollRecords);
  }

  /**
   * Returns a backend on its own servers, which a test may stop and start. A restart removes the
   * users of its Redis.
   */
  public static Backend alone(ServerStack servers) {
    ensureTopics(servers);
    makeTables(servers);
    return new Backend(servers, servers.redisUrl(), KafkaSource.DEFAULT_POLL_RECORDS);
  }

  public Log log() {
    return log;
  }

  public RedisClient redis() {
    return redis;
  }

  /** Returns connections with the projector's role, as projections use them. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Returns connections as the owner, who creates the tables. */
  public DataSource owner() {
    return owner;
  }

  /** Returns the URL of Redis with the user who may swap databases. */
  public String replayUrl() {
    return RedisUsers.url(servers.redisUrl(), "replay");
  }

  public String databaseUrl() {
    return servers.databaseUrl();
  }

  /** Returns the URL of Redis with the projector's user. */
  public String redisUrl() {
    return RedisUsers.url(servers.redisUrl(), "projector");
  }

  /** Returns the URL of Redis with a user who has all permissions. */
  public String anyRedisUrl() {
    return servers.redisUrl();
  }

  public KafkaSource kafka() {
    return kafka;
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()));
  }

  /** Creates the topics that are missing. */
  public void ensureTopics() {
    ensureTopics(servers);
  }

  private static void ensureTopics(ServerStack servers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()))) {
      new TopicSetup((short) 1, 1).ensure(admin);
    }
  }

  /** Returns the committed records of a partition. */
  public List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers.kafkaBootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = log.ends().getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        records.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
      }
    }
    return records;
  }

  /** Starts a loop of a projection into PostgreSQL. */
  public <E> ProjectionLoop<E> run(PostgresProjection<E> projection) {
    return run(projection, dataSource);
  }

  public <E> ProjectionLoop<E> run(PostgresProjection<E> projection, DataSource through) {
    return start(
        new ProjectionLoop<>(
            projection,
            new PostgresStore<>(through, projection, new SkipLog(kafka)),
            kafka,
            new SimpleMeterRegistry(),
            Duration.ofSeconds(10)));
  }

  /** Starts a loop of the progress projection. */
  public ProjectionLoop<?> runProgress() {
    return run(new ProgressProjection());
  }

  /** Starts a loop of a projection into Redis. */
  public <E> ProjectionLoop<E> run(RedisProjection<E> projection) {
    return start(
        new ProjectionLoop<>(
            projection,
            new RedisStore<>(projectorRedis, projection, Clock.systemUTC(), new SkipLog(kafka)),
            kafka,
            new SimpleMeterRegistry(),
            Duration.ofSeconds(10)));
  }

  /** Starts a loop that is closed with the backend. */
  public <E> ProjectionLoop<E> start(ProjectionLoop<E> loop) {
    loops.add(loop);
    loop.start();
    return loop;
  }

  /** Returns when a projection into PostgreSQL has passed all committed records. */
  public void awaitCaughtUp(String projection) {
    await(projection + " catches up")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> hasPassed(positions(projection), projection));
  }

  /** Returns when the progress projection has passed all committed records. */
  public void awaitRedisCaughtUp() {
    awaitRedisCaughtUp("live");
  }

  /** Returns when a projection into Redis has passed all committed records. */
  public void awaitRedisCaughtUp(String projection) {
    await(projection + " catches up")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> hasPassed(activePositions(projection), projection));
  }

  private boolean hasPassed(Map<TopicPartition, Long> positions, String projection) {
    List<String> topics =
        switch (projection) {
          case "jobs", "usage" -> List.of("jobs.events");
          case "live" -> List.of("jobs.events", "jobs.progress");
          case "users", "sessions", "sessions-live", "api-keys" -> List.of("auth.events");
          case "audit" -> List.of("audit.events");
          default -> throw new IllegalArgumentException(projection);
        };
    return log.ends().entrySet().stream()
        .filter(end -> topics.contains(end.getKey().topic()))
        .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue());
  }

  private Map<TopicPartition, Long> positions(String projection) {
    Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row :
        query(
            "SELECT topic, \"partition\", next_offset FROM projection_positions WHERE projection = ?",
            projection)) {
      int partition = (int) Objects.requireNonNull(row.get("partition"));
      positions.put(
          new TopicPartition(String.valueOf(row.get("topic")), partition),
          (long) Objects.requireNonNull(row.get("next_offset")));
    }
    return positions;
  }

  private Map<TopicPartition, Long> activePositions(String projection) {
    Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    redis
        .hgetAll("projection:%s:positions".formatted(projection))
        .forEach((field, value) -> {
          String[] parts = field.split(":", -1);
          positions.put(
              new TopicPartition(parts[0], Integer.parseInt(parts[1])),
              Long.parseLong(value.substring(value.lastIndexOf(':') + 1)));
        });
    return positions;
  }

  /** Returns when a loop has the given state. */
  public void awaitState(ProjectionLoop<?> loop, Class<? extends LoopState> state) {
    await(loop.name() + " is " + state.getSimpleName())
        .atMost(PATIENCE)
        .until(() -> state.isInstance(loop.state()));
  }

  /** Returns the rows of a query, by column. */
  public List<Map<String, @Nullable Object>> query(String sql, Object... parameters) {
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.put(
                row.getMetaData().getColumnLabel(i),
                value instanceof Timestamp time ? time.toInstant() : value);
          }
          rows.add(values);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void execute(String sql) {
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates the tables again, like {@code db drop} and {@code db init}. */
  public void recreateTables() {
    try {
      new Migrations(owner).drop();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    makeTables(servers);
  }

  @Override
  public void close() {
    loops.parallelStream().forEach(ProjectionLoop::close);
    log.close();
    projectorRedis.close();
    redis.close();
    dataSource.close();
    owner.close();
  }
}
