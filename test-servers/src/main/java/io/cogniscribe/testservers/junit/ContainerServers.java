package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.server.PostgresAddress;
import io.cogniscribe.testservers.server.ServerStack;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers from container images, for machines with a container engine. */
final class ContainerServers implements ServerStack {

  private static final int REDIS_PORT = 6379;

  private final KafkaContainer kafka =
      new KafkaContainer("apache/kafka:4.4.0")
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(9 << 20))
          .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", Integer.toString(9 << 20))
          .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
          .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
          .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4");
  private final PostgreSQLContainer postgres =
      new PostgreSQLContainer("postgres:18.6")
          .withUsername(PostgresAddress.NAME)
          .withPassword(PostgresAddress.NAME)
          .withDatabaseName(PostgresAddress.NAME);
  private final GenericContainer<?> redis = redis();

  ContainerServers() {
    Startables.deepStart(Stream.of(kafka, postgres, redis)).join();
  }

  @Override
  public String kafkaBootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String databaseUrl() {
    return address().databaseUrl();
  }

  @Override
  public String jdbcUrl() {
    return address().jdbcUrl();
  }

  @Override
  public String redisUrl() {
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT) + "/0";
  }

  @Override
  public void close() {
    Stream.of(kafka, postgres, redis).parallel().forEach(GenericContainer::stop);
  }

  private PostgresAddress address() {
    return new PostgresAddress(
        postgres.getHost(),
        postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        PostgresAddress.NAME);
  }

  private static GenericContainer<?> redis() {
    return new GenericContainer<>("redis:8.4")
        .withCommand("redis-server", "--databases", "4096", "--save", "")
        .withExposedPorts(REDIS_PORT);
  }
}
