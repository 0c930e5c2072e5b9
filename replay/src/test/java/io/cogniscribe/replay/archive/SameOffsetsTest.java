package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cogniscribe.replay.archive.ArchivedLog.Content;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an import, every record has its original offset, with any gaps between records. */
@RealServers
final class SameOffsetsTest {

  private static final int LARGE = 2 << 20;
  private static final int OVERSIZED = 10 << 20;

  private final ArchivedLog log;
  private final Random random = new Random(7);

  SameOffsetsTest(TestServers servers, @TempDir Path folder) {
    log = ArchivedLog.on(servers, folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void gapsOfAllSizesHeadersNothingsAndLargeRecordsComeBackAsTheyWere() {
    // A commit leaves a gap of 1 offset, an abort of n records a gap of n + 1; adjacent gaps add
    // up.
    for (int i = 0; i < 120; i++) {
      TopicPartition partition = new TopicPartition(Topics.AUDIT_EVENTS, random.nextInt(3));
      int records = 1 + random.nextInt(4);
      switch (random.nextInt(4)) {
        case 0 -> aborted(partition, records);
        case 1 -> plain(partition, records);
        default -> committed(partition, records);
      }
    }
    aborted(new TopicPartition(Topics.AUDIT_EVENTS, 4), 3);
    committed(new TopicPartition(Topics.AUDIT_EVENTS, 5), 5_000);
    write(new TopicPartition(Topics.JOB_COMMANDS, 2), null, null);
    write(new TopicPartition(Topics.JOB_COMMANDS, 2), bytes(36), bytes(LARGE));
    committed(new TopicPartition(Topics.DEAD_LETTERS, 7), 2);

    assertThatItComesBack();
  }

  @Test
  void whatExpiredBeforeTheExportIsNeitherThereNorShiftsAnything() {
    TopicPartition one = new TopicPartition(Topics.JOB_OUTCOMES, 0);
    TopicPartition some = new TopicPartition(Topics.JOB_OUTCOMES, 1);
    TopicPartition all = new TopicPartition(Topics.ACCOUNT_OUTCOMES, 0);
    TopicPartition allButAMark = new TopicPartition(Topics.ACCOUNT_OUTCOMES, 1);
    List.of(one, some, all, allButAMark).forEach(partition -> committed(partition, 3));
    try (Cluster cluster = new Cluster(log.kafka(), Duration.ofSeconds(30))) {
      cluster.deleteBefore(Map.of(one, 1L, some, 2L, all, 4L, allButAMark, 3L));
    }
    committed(some, 2);

    assertThatItComesBack();
  }

  @Test
  void anEmptyRecordTakesThePlaceOfOneThatIsTooLargeForAnArchive() {
    TopicPartition partition = new TopicPartition(Topics.JOB_COMMANDS, 3);
    writeOversized(partition);
    write(partition, bytes(36), bytes(100));
    writeOversized(new TopicPartition(Topics.JOB_COMMANDS, 4));
    Content before = log.content(partition);

    assertThat(log.export().leftOut())
        .extracting(OversizedRecord::topic, OversizedRecord::partition, OversizedRecord::offset)
        .containsExactlyInAnyOrder(
            tuple(Topics.JOB_COMMANDS, 3, 0L), tuple(Topics.JOB_COMMANDS, 4, 0L));
    log.assertWhole();
    log.lose();
    log.importIt();

    Content after = log.content(partition);
    assertThat(after.end()).isEqualTo(2);
    assertThat(after.records().getFirst().value()).isEqualTo(Bytes.wrap(new byte[0]));
    assertThat(after.records().getFirst().headers())
        .extracting(Map.Entry::getKey)
        .containsExactly(OversizedRecord.HEADER);
    assertThat(after.records().getLast()).isEqualTo(before.records().getLast());
  }

  private void assertThatItComesBack() {
    Map<TopicPartition, Content> before = log.content();
    log.export();
    assertThat(log.verify().problems()).allMatch(problem -> problem.contains("cannot be read"));
    log.lose();

    log.importIt();

    log.assertContent(before);
  }

  private void committed(TopicPartition partition, int records) {
    add(partition, records);
    log.backend().log().commit();
  }

  private void aborted(TopicPartition partition, int records) {
    add(partition, records);
    log.backend().log().abort();
  }

  private void add(TopicPartition to, int records) {
    for (int i = 0; i < records; i++) {
      log.backend().log().send(to.topic(), to.partition(), bytes(36), bytes(random.nextInt(200)));
    }
  }

  private void plain(TopicPartition partition, int records) {
    for (int i = 0; i < records; i++) {
      write(partition, bytes(36), bytes(100));
    }
  }

  private void write(TopicPartition to, byte @Nullable [] key, byte @Nullable [] value) {
    List<Header> headers =
        List.of(
            new RecordHeader("reply-to", "somebody".getBytes(StandardCharsets.UTF_8)),
            new RecordHeader("nothing", null),
            new RecordHeader("reply-to", bytes(3)));
    try (Producer<byte[], byte[]> producer = log.kafka().producer(Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  to.topic(), to.partition(), 1_600_000_000_000L, key, value, headers));
    }
  }

  private void writeOversized(TopicPartition to) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            log.servers().kafkaBootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * OVERSIZED);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>(to.topic(), to.partition(), bytes(36), new byte[OVERSIZED]));
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
