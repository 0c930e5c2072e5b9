package io.cogniscribe.testservers.server;

/**
 * The addresses of one Kafka, one PostgreSQL database and one Redis database. Closing stops the
 * servers that it started.
 */
public interface ServerStack extends AutoCloseable {

  /** Returns the value for {@code KAFKA_BOOTSTRAP_SERVERS}: {@code host:port}. */
  String kafkaBootstrapServers();

  /**
   * Returns the value for {@code DATABASE_URL}: {@code
   * postgresql://user:password@host:port/database}.
   */
  String databaseUrl();

  /** Returns the JDBC URL of the database, with user and password as parameters. */
  String jdbcUrl();

  /** Returns the value for {@code REDIS_URL}: {@code redis://host:port/database}. */
  String redisUrl();

  @Override
  void close();
}
