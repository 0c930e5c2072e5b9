package io.cogniscribe.query;

import io.cogniscribe.testservers.junit.RedisUsers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import io.cogniscribe.web.security.Role;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A running service with its tables and its Redis. Tests do not disturb each other, because each
 * creates its own users.
 */
final class Fixture implements AutoCloseable {

  /** A Redis client for the test itself. */
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
  private final RecordingCommandService commandService = new RecordingCommandService();
  private final ServerStack stores;
  private final ReadModel tables;
  private final Redis redis;

  Fixture(TestServers servers) {
    this.stores = servers.fresh();
    this.tables = new ReadModel(stores.jdbcUrl()).createTables();
    this.redis = Redis.at(stores.redisUrl());
    this.service = startWith("COMMAND_URL", commandService.url());
    // The first recorded read loads many classes, which may take longer than the reader waits.
    service.get(UUID.randomUUID(), Role.OPERATOR, "/api/users");
  }

  /** Starts another service on the same stores, with this setting. */
  RunningService startWith(String variable, String value) {
    return start(Map.of(variable, value));
  }

  /** Starts another service on the same stores, without a command-service. */
  RunningService startWithoutCommandService() {
    return start(Map.of());
  }

  private RunningService start(Map<String, String> settings) {
    return RunningService.start(
        tables.queryUrl(stores.databaseUrl()),
        RedisUsers.url(stores.redisUrl(), "query"),
        settings);
  }

  RunningService service() {
    return service;
  }

  RecordingCommandService commandService() {
    return commandService;
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
    commandService.close();
    redis.close();
  }
}
