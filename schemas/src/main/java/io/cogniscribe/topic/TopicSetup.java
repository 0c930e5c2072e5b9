package io.cogniscribe.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the missing topics and refuses those whose partition count or settings would break the
 * log. Safe to run from several services at once.
 *
 * @param replicationFactor copies of a partition; 3 outside a development stack
 * @param minInsyncReplicas copies that must have a record before it is acknowledged
 */
public record TopicSetup(short replicationFactor, int minInsyncReplicas) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(50);

  /**
   * Creates the missing topics of {@link Topics#all()} and checks the existing ones. Additional
   * empty partitions are ignored with a warning.
   *
   * @throws TopicSetupException when a topic cannot be created, an existing one differs, or an
   *     import of the log is unfinished; the message names each difference
   */
  public void ensure(Admin admin) {
    if (await(admin.listTopics().names()).contains(Topics.UNFINISHED_IMPORT)) {
      throw new TopicSetupException(
          "an import of the log is under way or broke off: let it end, "
              + "or empty the cluster and import again");
    }
    create(admin);
  }

  /**
   * Creates and checks the topics for an import, which fills them before any service starts.
   *
   * @throws TopicSetupException as in {@link #ensure}, except for an unfinished import
   */
  public void create(Admin admin) {
    Set<String> existing = await(admin.listTopics().names());
    createAll(
        admin,
        Topics.all().stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(this::newTopic)
            .toList());
    List<String> differences = differencesOnceVisible(admin);
    if (!differences.isEmpty()) {
      throw new TopicSetupException("topics differ from their definitions: " + differences);
    }
  }

  private NewTopic newTopic(TopicDefinition topic) {
    Map<String, String> config = new HashMap<>(topic.config());
    config.putAll(topic.safeConfig());
    config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(minInsyncReplicas));
    return new NewTopic(topic.name(), Topics.PARTITIONS, replicationFactor).configs(config);
  }

  private static void createAll(Admin admin, List<NewTopic> topics) {
    for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
      try {
        await(created);
      } catch (TopicSetupException e) {
        // Another service has created the topic, which is checked like any existing topic.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /** Retries the check, because a new topic is not known to every broker at once. */
  private static List<String> differencesOnceVisible(Admin admin) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        return new TopicCheck(admin).differences();
      } catch (TopicSetupException e) {
        boolean passes = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!passes || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
      }
    }
  }

  static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new TopicSetupException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new TopicSetupException("Kafka did not answer within " + TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicSetupException("interrupted", e);
    }
  }
}
