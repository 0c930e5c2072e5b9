package io.cogniscribe.query;

import io.cogniscribe.local.junit.RedisUsers;
import io.cogniscribe.local.junit.TestServers;
import io.cogniscribe.local.server.ServerStack;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A running service, its tables and its Redis; tests are told apart by the users that they make.
 */
final class Fixture implements AutoCloseable {

  /** A client of Redis for the test itself. */
  record Redis(StringRedisTemplate template, LettuceConnectionFactory connections)
      implements AutoCloseable {

    static Redis at(String url) {
      var connections =
          new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(url));
      connections.afterPropertiesSet();
      connections.start();
      return new Redis(new StringRedisTemplate(connections), connections);
    }

    @Override
    public void close() {
      connections.destroy();
    }
  }

  private final RunningService service;
  private final ReadModel tables;
  private final Redis redis;

  Fixture(TestServers servers) {
    ServerStack stores = servers.fresh();
    this.tables = new ReadModel(stores.jdbcUrl()).createTables();
    this.redis = Redis.at(stores.redisUrl());
    this.service =
        RunningService.start(
            tables.queryUrl(stores.databaseUrl()), RedisUsers.url(stores.redisUrl(), "query"));
  }

  RunningService service() {
    return service;
  }

  ReadModel tables() {
    return tables;
  }

  StringRedisTemplate redis() {
    return redis.template();
  }

  @Override
  public void close() {
    service.close();
    redis.close();
  }
}
