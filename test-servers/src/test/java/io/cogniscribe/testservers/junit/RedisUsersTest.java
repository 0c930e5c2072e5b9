package io.cogniscribe.testservers.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.testservers.server.ServerStack;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/**
 * Tests of the rights that the Redis users of docker-compose.yml do not have. The services' own
 * tests show the rights that they have.
 */
@RealServers
final class RedisUsersTest {

  private final String url;
  private final Jedis command;
  private final Jedis projector;
  private final Jedis query;
  private final Jedis replay;

  RedisUsersTest(TestServers servers) {
    ServerStack stores = servers.fresh();
    url = stores.redisUrl();
    command = as("command");
    projector = as("projector");
    query = as("query");
    replay = as("replay");
  }

  @AfterEach
  void close() {
    command.close();
    projector.close();
    query.close();
    replay.close();
  }

  @Test
  void definesNoOtherUsers() {
    assertThat(RedisUsers.rules())
        .containsOnlyKeys("default", "health", "command", "projector", "query", "replay")
        .containsEntry("default", "off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "projector", "query", "health"})
  void refusesKeyScansAndAdministrationToEveryUser(String user) {
    try (Jedis redis = as(user)) {
      assertThat(redis.ping()).isEqualTo("PONG");
      refused(() -> redis.keys("*"));
      refused(() -> redis.scan("0"));
      refused(redis::flushAll);
      refused(redis::flushDB);
      refused(() -> redis.configGet("*"));
      refused(redis::aclList);
      refused(() -> redis.set("somebody", "else"));
      refused(() -> redis.publish("channel", "message"));
      refused(redis::dbSize);
    }
  }

  @Test
  void allowsTheCommandServiceOnlyToCountRequests() {
    assertThat(command.set("ratelimit:login:a", "1")).isEqualTo("OK");
    for (String key : new String[] {"task:1", "session:1", "sessions:1", "projection:live", "a"}) {
      refused(() -> command.get(key));
      refused(() -> command.del(key));
      assertThatThrownBy(() -> command.eval("return redis.call('get', '" + key + "')"))
          .hasMessageMatching("(?s).*(NOPERM|can't access|No permissions).*");
    }
    refused(() -> command.hset("ratelimit:a", "b", "c"));
  }

  @Test
  void refusesRequestCountsToTheProjector() {
    assertThat(projector.hset("task:1", "status", "pending")).isEqualTo(1);
    refused(() -> projector.get("ratelimit:login:a"));
    refused(() -> projector.del("ratelimit:login:a"));
    refused(() -> projector.set("counter:other", "1"));
  }

  @Test
  void allowsTheQueryServiceOnlyToReadProjectedKeys() {
    projector.hset("session:1", "user_id", "ada");
    assertThat(query.hget("session:1", "user_id")).isEqualTo("ada");

    refused(() -> query.hset("session:1", "user_id", "eve"));
    refused(() -> query.del("session:1"));
    refused(() -> query.expire("session:1", 1));
    refused(() -> query.set("projection:sessions-live:heartbeat", "1"));
    refused(() -> query.get("ratelimit:login:a"));
    refused(() -> query.eval("return 1"));
  }

  @Test
  void allowsReplayToSwapDatabasesButNotToReadRequestCounts() {
    assertThat(replay.hset("task:1", "status", "pending")).isEqualTo(1);
    assertThat(replay.scan("0").getResult()).containsExactly("task:1");
    assertThat(replay.flushDB()).isEqualTo("OK");

    refused(() -> replay.get("ratelimit:login:a"));
    refused(() -> replay.del("ratelimit:login:a"));
    refused(() -> replay.keys("*"));
    refused(replay::flushAll);
    refused(() -> replay.configGet("*"));
    refused(replay::aclList);
    refused(() -> replay.publish("channel", "message"));
    for (Jedis other : new Jedis[] {command, projector, query}) {
      refused(() -> other.swapDB(1, 2));
    }
  }

  /** Connects as the user. The health check's user may access only the first database. */
  private Jedis as(String user) {
    String database = user.equals("health") ? url.replaceFirst("/[0-9]+$", "/0") : url;
    return new Jedis(URI.create(RedisUsers.url(database, user)));
  }

  private static void refused(ThrowingCallable command) {
    assertThatThrownBy(command)
        .isInstanceOf(JedisAccessControlException.class)
        .hasMessageContaining("NOPERM");
  }
}
