package io.cogniscribe.testservers.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** One value in each of the three servers. */
record TestData(String kafka, String postgres, @Nullable String redis) {

  private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

  static void write(ServerStack servers, String value) {
    try {
      writeKafka(servers, value);
      try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
          var statement = connection.createStatement()) {
        statement.execute("create table kept as select '" + value + "' as value");
      }
      try (RedisClient redis = RedisClient.create(servers.redisUrl())) {
        redis.set("kept", value);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static TestData read(ServerStack servers) {
    try (RedisClient redis = RedisClient.create(servers.redisUrl())) {
      return new TestData(readKafka(servers), readPostgres(servers), redis.get("kept"));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void writeKafka(ServerStack servers, String value) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", servers.kafkaBootstrapServers());
    try (Admin admin = Admin.create(config);
        var producer =
            new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }
  }

  private static String readKafka(ServerStack servers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", servers.kafkaBootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      return Optional.of(consumer.poll(Duration.ofSeconds(20)).records(PARTITION)).stream()
          .flatMap(Collection::stream)
          .findFirst()
          .orElseThrow()
          .value();
    }
  }

  private static String readPostgres(ServerStack servers) throws SQLException {
    try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select value from kept")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
