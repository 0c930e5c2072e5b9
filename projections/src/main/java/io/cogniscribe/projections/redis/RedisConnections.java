package io.cogniscribe.projections.redis;

import io.cogniscribe.settings.RedisAddress;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** Opens connections to Redis. */
public final class RedisConnections {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private RedisConnections() {}

  /** Opens a pool that connects on first use. */
  public static RedisClient open(RedisAddress address) {
    return RedisClient.builder()
        .hostAndPort(address.host(), address.port())
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .user(address.username())
                .password(address.password())
                .database(address.database())
                .ssl(address.tls())
                .timeoutMillis((int) TIMEOUT.toMillis())
                .build())
        .build();
  }
}
