package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** An empty log, for a topology that runs without Kafka. */
final class EmptyLog {

  private EmptyLog() {}

  /** Returns a consumer of partition 0 of every topic. */
  static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    for (var topic : Topics.all()) {
      var partition = new TopicPartition(topic.name(), 0);
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(Map.of(partition, 0L));
    }
    return consumer;
  }
}
