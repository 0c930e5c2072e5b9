package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In an export at any time, a command counts as decided exactly when the archive has all records
 * that its decision caused.
 */
@RealServers
final class CutTest {

  private static final int EXPORTS = 6;
  private static final int PARTITION = 3;
  private static final UUID JOB = UUID.randomUUID();

  private final ArchivedLog log;
  private final AvroCodec<RecordedEvent<JobEvent>> events = Codecs.jobEvents();
  private final AvroCodec<Outcome> outcomes = Codecs.outcomes();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);

  CutTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aLogThatIsWrittenIsCutBetweenDecisions() throws IOException {
    CompletableFuture<Long> writer = CompletableFuture.supplyAsync(this::decide);
    int checked = 0;
    while (checked < EXPORTS) {
      Manifest manifest = log.export(Selection.everything(), Meter.SILENT).manifest();

      Long decided = partition(manifest, Topics.JOB_COMMANDS).decidedUpTo();
      if (decided != null) {
        checked++;
        List<Long> expected = LongStream.range(0, decided).boxed().toList();
        assertThat(causes(manifest, Topics.JOB_EVENTS)).as("events").isEqualTo(expected);
        assertThat(causes(manifest, Topics.JOB_OUTCOMES)).as("outcomes").isEqualTo(expected);
        assertThat(partition(manifest, Topics.JOB_COMMANDS).end()).isGreaterThanOrEqualTo(decided);
      }
    }
    goesOn.set(false);
    assertThat(writer.join()).isGreaterThan(EXPORTS);
  }

  private List<Long> causes(Manifest manifest, String topic) throws IOException {
    List<Long> offsets = new ArrayList<>();
    TopicPartition from = new TopicPartition(topic, PARTITION);
    for (Manifest.Segment segment : partition(manifest, topic).segments()) {
      new SegmentFile(log.folder(), segment)
          .read(from, record -> Causes.of(record).ifPresent(cause -> offsets.add(cause.offset())));
    }
    return offsets;
  }

  private static ArchivedPartition partition(Manifest manifest, String topic) {
    return manifest.topics().stream()
        .filter(each -> each.name().equals(topic))
        .findFirst()
        .orElseThrow()
        .partitions()
        .get(PARTITION);
  }

  /** Writes commands and decides them, a few in each transaction, as a decider does. */
  private long decide() {
    ConsumerGroupMetadata group = group();
    long offset = 0;
    try (Producer<byte[], byte[]> edge = log.kafka().producer(Map.of());
        Producer<byte[], byte[]> decider =
            log.kafka().producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "decider"))) {
      decider.initTransactions();
      while (goesOn.get()) {
        decider.beginTransaction();
        for (int i = 0; i < 5; i++) {
          var _ =
              edge.send(
                  new ProducerRecord<>(Topics.JOB_COMMANDS, PARTITION, new byte[36], new byte[0]));
          CommandPosition cause = new CommandPosition(Topics.JOB_COMMANDS, PARTITION, offset);
          offset++;
          send(decider, Topics.JOB_EVENTS, events.encode(event(offset, cause)));
          decider.flush();
          send(decider, Topics.JOB_OUTCOMES, outcomes.encode(outcome(cause)));
        }
        edge.flush();
        decider.sendOffsetsToTransaction(
            Map.of(
                new TopicPartition(Topics.JOB_COMMANDS, PARTITION), new OffsetAndMetadata(offset)),
            group);
        decider.commitTransaction();
      }
    }
    return offset;
  }

  private ConsumerGroupMetadata group() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", log.kafka().bootstrapServers(), "group.id", Topics.DECIDERS);
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return member.groupMetadata();
    }
  }

  private static void send(Producer<byte[], byte[]> to, String topic, byte[] value) {
    var _ = to.send(new ProducerRecord<>(topic, PARTITION, new byte[36], value));
  }

  private static RecordedEvent<JobEvent> event(long version, CommandPosition cause) {
    Instant now = Instant.now();
    UUID any = UUID.randomUUID();
    return new RecordedEvent<>(
        any,
        JOB,
        version,
        now,
        now,
        Events.WORKER,
        any,
        any,
        cause,
        new JobEvent.JobRetried(any, 2));
  }

  private static Outcome outcome(CommandPosition cause) {
    UUID any = UUID.randomUUID();
    return new Outcome(
        any, any, Events.WORKER, cause, Instant.now(), null, new Outcome.Accepted(1, "pending"));
  }
}
