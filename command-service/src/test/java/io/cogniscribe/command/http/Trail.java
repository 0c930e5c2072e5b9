package io.cogniscribe.command.http;

import static org.awaitility.Awaitility.await;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The audit trail as it stands in the log. */
record Trail(String kafka) {

  /** What it holds of a request, as soon as that is anything. */
  List<RecordedEvent<AuditEvent>> of(UUID requestId) {
    return await().until(() -> now(requestId), trail -> !trail.isEmpty());
  }

  /** What it holds of a request, up to now. */
  List<RecordedEvent<AuditEvent>> now(UUID requestId) {
    AvroCodec<RecordedEvent<AuditEvent>> codec = Codecs.auditEvents();
    return read(Topics.AUDIT_EVENTS, record -> codec.decode(record.value())).stream()
        .filter(event -> event.correlationId().equals(requestId))
        .toList();
  }

  /** What a topic holds, up to now. */
  <T> List<T> read(String topic, Function<ConsumerRecord<byte[], byte[]>, T> reader) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    List<T> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = new KafkaClients(kafka).consumer()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> found.add(reader.apply(record)));
      }
    }
    return found;
  }
}
