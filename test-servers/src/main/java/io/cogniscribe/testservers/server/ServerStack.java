package io.cogniscribe.testservers.server;

/**
 * Where one Kafka, one PostgreSQL database and one Redis database are reached; closing it stops
 * what it started.
 */
public interface ServerStack extends AutoCloseable {

  /** As in {@code KAFKA_BOOTSTRAP_SERVERS}: {@code host:port}. */
  String kafkaBootstrapServers();

  /** As in {@code DATABASE_URL}: {@code postgresql://user:password@host:port/database}. */
  String databaseUrl();

  /** The same database for JDBC, with user and password as parameters. */
  String jdbcUrl();

  /** As in {@code REDIS_URL}: {@code redis://host:port/database}. */
  String redisUrl();

  @Override
  void close();
}
