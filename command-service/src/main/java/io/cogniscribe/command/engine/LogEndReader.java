package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the end offsets of the command topics. */
public final class LogEndReader implements AutoCloseable {

  private static final List<String> TOPICS = List.of(Topics.JOB_COMMANDS, Topics.ACCOUNT_COMMANDS);
  private static final int TIMEOUT_MILLIS = 1_000;

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
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (String topic : TOPICS) {
      for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    ListOffsetsResult asked =
        admin().listOffsets(latest, new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS));
    Map<String, List<Long>> ends = new HashMap<>();
    try {
      var offsets = asked.all().get(2 * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      for (String topic : TOPICS) {
        List<Long> ofTopic = new ArrayList<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
          ofTopic.add(
              Objects.requireNonNull(offsets.get(new TopicPartition(topic, partition))).offset());
        }
        ends.put(topic, ofTopic);
      }
      return ends;
    } catch (ExecutionException | TimeoutException unavailable) {
      throw new LogUnavailableException(unavailable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
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
