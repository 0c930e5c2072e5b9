package io.cogniscribe.command.api;

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

/** The audit log, read from Kafka. */
record Trail(String kafka, AvroCodec<RecordedEvent<AuditEvent>> codec) {

  /**
   * Creates one codec for all records, because that takes longer than decoding thousands of
   * records.
   */
  Trail(String kafka) {
    this(kafka, Codecs.auditEvents());
  }

  /** Waits for the audit events of a request and returns them. */
  List<RecordedEvent<AuditEvent>> of(UUID requestId) {
    List<RecordedEvent<AuditEvent>> found = new ArrayList<>();
    try (Reader reader = new Reader(kafka, Topics.AUDIT_EVENTS)) {
      return await()
          .pollInSameThread()
          .until(
              () -> {
                reader.readOn(record -> addIfOf(requestId, record, found));
                return found;
              },
              auditLog -> !auditLog.isEmpty());
    }
  }

  /** Returns the current audit events of a request. */
  List<RecordedEvent<AuditEvent>> now(UUID requestId) {
    List<RecordedEvent<AuditEvent>> found = new ArrayList<>();
    try (Reader reader = new Reader(kafka, Topics.AUDIT_EVENTS)) {
      reader.readOn(record -> addIfOf(requestId, record, found));
    }
    return found;
  }

  /** Returns the current records of a topic. */
  <T> List<T> read(String topic, Function<ConsumerRecord<byte[], byte[]>, T> function) {
    List<T> found = new ArrayList<>();
    try (Reader reader = new Reader(kafka, topic)) {
      reader.readOn(record -> found.add(function.apply(record)));
    }
    return found;
  }

  private void addIfOf(
      UUID requestId,
      ConsumerRecord<byte[], byte[]> record,
      List<RecordedEvent<AuditEvent>> found) {
    RecordedEvent<AuditEvent> event = codec.decode(record.value());
    if (event.correlationId().equals(requestId)) {
      found.add(event);
    }
  }

  /** Reads a topic from its beginning, each record once. */
  private static final class Reader implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    Reader(String kafka, String topic) {
      consumer = new KafkaClients(kafka).consumer();
      partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** Reads from the end of the previous call up to the current end. */
    void readOn(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(action);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
