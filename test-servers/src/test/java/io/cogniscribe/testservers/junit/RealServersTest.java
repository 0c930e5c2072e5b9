package io.cogniscribe.testservers.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.server.ServerStack;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@RealServers
final class RealServersTest {

  private final TestServers servers;

  RealServersTest(TestServers servers) {
    this.servers = servers;
  }

  @Test
  void providesTheSameServersToEveryTest(ServerStack again) {
    assertThat(again).isSameAs(servers);
  }

  @Test
  void isolatesFreshStores() throws SQLException {
    ServerStack one = servers.fresh();
    ServerStack other = servers.fresh();

    create(one, "mine");
    create(other, "mine");
    try (RedisClient redis = RedisClient.create(one.redisUrl());
        RedisClient otherRedis = RedisClient.create(other.redisUrl())) {
      redis.set("key", "mine");
      assertThat(otherRedis.exists("key")).isFalse();
    }
  }

  @Test
  void namesTheSameDatabaseInBothUrls() {
    ServerStack fresh = servers.fresh();

    String database = URI.create(fresh.databaseUrl()).getPath();

    assertThat(fresh.jdbcUrl()).contains(database + "?user=cogniscribe&password=cogniscribe");
    assertThat(database).startsWith("/fresh_");
  }

  @Test
  void deletesTopicsSoThatTheyCanBeCreatedAgain() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()))) {
      NewTopic topic = new NewTopic("again", 8, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
      servers.deleteTopics();
      assertThat(admin.listTopics().names().get()).isEmpty();
      admin.createTopics(List.of(topic)).all().get();
      servers.deleteTopics();
    }
  }

  private static void create(ServerStack servers, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute("create table " + table + " (id int)");
    }
  }
}
