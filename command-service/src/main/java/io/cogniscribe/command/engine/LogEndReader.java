package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads end offsets of partitions. One instance reads those of the command topics. */
public final class LogEndReader implements AutoCloseable {

  private static final List<String> TOPICS = List.of(Topics.JOB_COMMANDS, Topics.ACCOUNT_COMMANDS);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<Admin> admins;
  private @Nullable Admin admin;

  /**
   * @param admins creates the client on first use
   */
  public LogEndReader(Supplier<Admin> admins) {
    this.admins = admins;
  }

  /**
   * Returns the offset of the next record of each partition, by topic. A command that was
   * acknowledged before the call has a smaller offset.
   *
   * @throws LogUnavailableException when Kafka does not answer within a second
   */
  public Map<String, List<Long>> ends() {
    Map<TopicPartition, Long> ends = ends(admin(), partitions(TOPICS), PATIENCE);
    return TOPICS.stream()
        .collect(
            Collectors.toMap(
                topic -> topic,
                topic ->
                    partitions(List.of(topic)).stream()
                        .map(partition -> Objects.requireNonNull(ends.get(partition)))
                        .toList()));
  }

  /**
   * Returns the ends of partitions, after transactions that are still open.
   *
   * @throws LogUnavailableException when Kafka does not answer within {@code patience}
   */
  public static Map<TopicPartition, Long> ends(
      Admin admin, List<TopicPartition> partitions, Duration patience) {
    try {
      // Kafka's own time-out only limits the number of abandoned requests; it is longer, so that
      // the
      // patience alone decides.
      ListOffsetsOptions options =
          new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
              .timeoutMs(2 * (int) patience.toMillis());
      return admin
          .listOffsets(latest(partitions), options)
          .all()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException | TimeoutException e) {
      throw new LogUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException(e);
    }
  }

  static Map<TopicPartition, OffsetSpec> latest(List<TopicPartition> partitions) {
    return partitions.stream()
        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
  }

  /** Returns all partitions of the topics. */
  public static List<TopicPartition> partitions(List<String> topics) {
    return topics.stream()
        .flatMap(topic ->
            IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition)))
        .toList();
  }

  private synchronized Admin admin() {
    Admin present = admin;
    if (present == null) {
      present = admins.get();
      admin = present;
    }
    return present;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
  }
}
