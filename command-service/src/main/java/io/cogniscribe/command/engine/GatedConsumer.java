package io.cogniscribe.command.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of commands. Kafka Streams has nothing that holds a task's records back while the
 * task gets ready, but its consumer has: partitions that Kafka Streams wants to read stay paused
 * for as long as their stores are refilled.
 *
 * <p>A partition is paused from its assignment until its task has been initialised, and that is
 * where a refill begins; so nothing slips through before.
 */
final class GatedConsumer extends KafkaConsumer<byte[], byte[]> {

  private final RefillProgress progress;

  /** Those that would be read but for their refill. */
  private final Set<TopicPartition> held = new HashSet<>();

  GatedConsumer(Map<String, Object> config, RefillProgress progress) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.progress = progress;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    held.retainAll(assignment());
    resume(Set.copyOf(held));
    return super.poll(timeout);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    Set<TopicPartition> ready = new HashSet<>();
    for (TopicPartition partition : partitions) {
      if (progress.isHeld(partition.partition())) {
        held.add(partition);
      } else {
        held.remove(partition);
        ready.add(partition);
      }
    }
    super.resume(ready);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    held.removeAll(partitions);
    super.pause(partitions);
  }
}
