package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.process.TemporaryFolder;
import io.cogniscribe.testservers.server.ServerStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Provides fresh databases on the servers of either provider. */
final class SharedServers implements TestServers {

  private static final Duration POLL = Duration.ofMillis(20);

  /** Number of databases per test: the product uses several, beginning with the one in its URL. */
  private static final int REDIS_DATABASES = 4;

  private final ServerStack servers;
  private final Optional<TemporaryFolder> folder;
  private final AtomicInteger lastFresh = new AtomicInteger();
  private final Map<String, Boolean> templates = new ConcurrentHashMap<>();

  /**
   * @param folder data of the servers, which is deleted after they have ended
   */
  SharedServers(ServerStack servers, Optional<TemporaryFolder> folder) {
    this.servers = servers;
    this.folder = folder;
  }

  @Override
  public ServerStack fresh() {
    int number = lastFresh.incrementAndGet();
    execute("create database fresh_" + number);
    return stores("fresh_" + number, number);
  }

  @Override
  public ServerStack fresh(String template, Consumer<ServerStack> restoration) {
    templates.computeIfAbsent(
        template,
        name -> {
          execute("create database " + name);
          restoration.accept(stores(name, 0));
          return true;
        });
    int number = lastFresh.incrementAndGet();
    execute("create database fresh_%d template %s".formatted(number, template));
    // A copy has the rights of the objects in the database, but not those of the database itself.
    execute(
        "update pg_database set datacl = (select datacl from pg_database where datname = '%s')"
                .formatted(template)
            + " where datname = 'fresh_%d'".formatted(number));
    return stores("fresh_" + number, number);
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database for the test", e);
    }
  }

  private ServerStack stores(String database, int number) {
    return new FreshServers(
        servers.kafkaBootstrapServers(),
        servers.databaseUrl().replaceFirst("/[^/]*$", "/" + database),
        servers.jdbcUrl().replaceFirst("/[^/?]*\\?", "/" + database + "?"),
        servers.redisUrl().replaceFirst("/[^/]*$", "/" + number * REDIS_DATABASES));
  }

  @Override
  public void deleteTopics() {
    delete((admin, topics) -> topics);
  }

  @Override
  public void deleteUsedTopics() {
    delete(SharedServers::used);
  }

  private interface Choice {
    Set<String> of(Admin admin, Set<String> topics) throws ExecutionException, InterruptedException;
  }

  private void delete(Choice choice) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafkaBootstrapServers()))) {
      Set<String> topics = choice.of(admin, admin.listTopics().names().get());
      while (!topics.isEmpty()) {
        delete(admin, topics);
        Thread.sleep(POLL);
        topics = choice.of(admin, admin.listTopics().names().get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot delete the topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting topics", e);
    }
  }

  private static Set<String> used(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        topic
            .getValue()
            .get()
            .partitions()
            .forEach(partition ->
                partitions.put(
                    new TopicPartition(topic.getKey(), partition.partition()),
                    OffsetSpec.latest()));
      } catch (ExecutionException e) {
        requireGone(e);
      }
    }
    Set<String> used = new HashSet<>();
    var ends = admin.listOffsets(partitions);
    for (TopicPartition partition : partitions.keySet()) {
      try {
        if (ends.partitionResult(partition).get().offset() > 0) {
          used.add(partition.topic());
        }
      } catch (ExecutionException e) {
        requireGone(e);
      }
    }
    return used;
  }

  /**
   * Deletes the topics. The list may lag: a new topic may be missing, and a listed one may be
   * deleted already.
   */
  private static void delete(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    for (KafkaFuture<Void> deleted : admin.deleteTopics(topics).topicNameValues().values()) {
      try {
        deleted.get();
      } catch (ExecutionException e) {
        requireGone(e);
      }
    }
  }

  private static void requireGone(ExecutionException e) throws ExecutionException {
    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
      throw e;
    }
  }

  @Override
  public String kafkaBootstrapServers() {
    return servers.kafkaBootstrapServers();
  }

  @Override
  public String databaseUrl() {
    return servers.databaseUrl();
  }

  @Override
  public String jdbcUrl() {
    return servers.jdbcUrl();
  }

  @Override
  public String redisUrl() {
    return servers.redisUrl();
  }

  @Override
  public void close() {
    servers.close();
    if (folder.isPresent()) {
      try {
        folder.get().close();
      } catch (IOException e) {
        // A file that a stopping process still writes must not fail the tests.
        System.err.println("not everything was deleted: " + e);
      }
    }
  }

  private record FreshServers(
      String kafkaBootstrapServers, String databaseUrl, String jdbcUrl, String redisUrl)
      implements ServerStack {

    @Override
    public void close() {}
  }
}
