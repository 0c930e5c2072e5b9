package io.cogniscribe.projections.kit;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes events like the decider: encoded, with keys, and in transactions. */
public final class Log implements AutoCloseable {

  private static final Duration MARKED_WITHIN = Duration.ofMillis(1);

  private final AvroCodec<RecordedEvent<JobEvent>> jobs = Codecs.jobEvents();
  private final AvroCodec<RecordedEvent<JobProgressed>> progress = Codecs.jobProgress();
  private final AvroCodec<RecordedEvent<AccountEvent>> accounts = Codecs.accountEvents();
  private final AvroCodec<RecordedEvent<AuditEvent>> audits = Codecs.auditEvents();

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<Future<RecordMetadata>> pending = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private boolean inTransaction;

  Log(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "specification-" + UUID.randomUUID());
    // The broker's maximum. After the time-out the broker aborts the transaction, and the commit
    // fails with InvalidTxnStateException (KAFKA-20785): a busy machine can pause for longer than
    // the default of one minute.
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15 * 60 * 1_000);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Adds an event of a job to the transaction. */
  public Log job(RecordedEvent<JobEvent> event) {
    return send(Topics.JOB_EVENTS, Keys.of(event.streamId()), jobs.encode(event));
  }

  public Log jobs(List<RecordedEvent<JobEvent>> events) {
    events.forEach(this::job);
    return this;
  }

  public Log progress(RecordedEvent<JobProgressed> report) {
    return send(Topics.JOB_PROGRESS, Keys.of(report.streamId()), progress.encode(report));
  }

  public Log account(RecordedEvent<AccountEvent> event) {
    return send(Topics.ACCOUNT_EVENTS, Keys.of(event.streamId()), accounts.encode(event));
  }

  /** Adds an event of the audit log, keyed by the aggregate that it concerns. */
  public Log audit(UUID concerned, RecordedEvent<AuditEvent> event) {
    return send(Topics.AUDIT_EVENTS, Keys.of(concerned), audits.encode(event));
  }

  /** Adds any bytes to the partition of the key, or to partition 0 without a key. */
  public Log send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return send(topic, key == null ? 0 : Keys.partition(key), key, value);
  }

  public Log send(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
    if (!inTransaction) {
      producer.beginTransaction();
      inTransaction = true;
    }
    pending.add(producer.send(new ProducerRecord<>(topic, partition, key, value)));
    return this;
  }

  /** Commits, and returns when readers see the added records. */
  public Log commit() {
    producer.commitTransaction();
    Set<TopicPartition> written = new HashSet<>();
    for (Future<RecordMetadata> sent : pending) {
      RecordMetadata record = get(sent);
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      written.add(partition);
      ends.merge(partition, record.offset() + 1, Math::max);
    }
    pending.clear();
    inTransaction = false;
    awaitVisible(written);
    return this;
  }

  /** Waits for the transaction markers, which the broker writes after the commit. */
  private void awaitVisible(Set<TopicPartition> written) {
    while (reader.endOffsets(written).entrySet().stream()
        .anyMatch(end -> end.getValue() < ends.getOrDefault(end.getKey(), 0L))) {
      LockSupport.parkNanos(MARKED_WITHIN.toNanos());
    }
  }

  /** Writes the added records and aborts: they stay in the log, but no reader may see them. */
  public Log abort() {
    producer.flush();
    producer.abortTransaction();
    pending.clear();
    inTransaction = false;
    return this;
  }

  /** Returns the offset after the last committed record of every partition that has one. */
  public Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  private static RecordMetadata get(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    reader.close();
  }
}
