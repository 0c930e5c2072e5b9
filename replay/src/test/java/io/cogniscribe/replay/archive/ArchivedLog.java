package io.cogniscribe.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.TopicDefinition;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A log, a folder for its archive, and the operations on both. */
record ArchivedLog(Backend backend, TestServers servers, Path folder) implements AutoCloseable {

  static final long SMALL = 2_000;

  /** The parts of a record that an import must keep. */
  record Kept(
      long offset,
      long timestamp,
      @Nullable Bytes key,
      @Nullable Bytes value,
      List<Map.Entry<String, @Nullable Bytes>> headers) {

    static Kept of(ConsumerRecord<byte[], byte[]> record) {
      List<Map.Entry<String, @Nullable Bytes>> headers = new ArrayList<>();
      record
          .headers()
          .forEach(
              header -> headers.add(new SimpleEntry<>(header.key(), Bytes.wrap(header.value()))));
      boolean isSetByBroker = record.topic().endsWith(".commands");
      return new Kept(
          record.offset(),
          isSetByBroker ? 0 : record.timestamp(),
          Bytes.wrap(record.key()),
          Bytes.wrap(record.value()),
          headers);
    }
  }

  /** The content of a partition that readers see. */
  record Content(long begin, long end, List<Kept> records) {}

  static ArchivedLog on(TestServers servers, Path folder) {
    return new ArchivedLog(Backend.on(servers), servers, folder.resolve("archive"));
  }

  static List<TopicPartition> partitions() {
    return Topics.all().stream()
        .map(TopicDefinition::name)
        .flatMap(topic ->
            IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number)))
        .toList();
  }

  /**
   * Waits for transaction markers, which are written after a producer's commit returns and take an
   * offset each.
   */
  private void settle() {
    try (Cluster cluster = new Cluster(kafka(), Duration.ofSeconds(30))) {
      await().until(() -> cluster.ends(partitions()).equals(cluster.writtenEnds(partitions())));
    }
  }

  /** Returns the content of the log that readers see. */
  Map<TopicPartition, Content> content() {
    settle();
    Map<TopicPartition, Content> content = new HashMap<>();
    try (Cluster cluster = new Cluster(kafka(), Duration.ofSeconds(30))) {
      Map<TopicPartition, Long> begins = cluster.begins(partitions());
      Map<TopicPartition, Long> ends = cluster.ends(partitions());
      for (TopicPartition partition : partitions()) {
        long begin = begins.getOrDefault(partition, -1L);
        long end = ends.getOrDefault(partition, -1L);
        List<Kept> records = new ArrayList<>();
        new LogReader(kafka())
            .read(
                new OffsetRange(partition, begin, end),
                batch -> batch.forEach(record -> records.add(Kept.of(record))));
        content.put(partition, new Content(begin, end, records));
      }
    }
    return content;
  }

  /** Returns the content of a partition that readers see. */
  Content content(TopicPartition partition) {
    return Objects.requireNonNull(content().get(partition));
  }

  /** Asserts that the log has this content. */
  void assertContent(Map<TopicPartition, Content> before) {
    Map<TopicPartition, Content> after = content();
    before.forEach((partition, content) -> {
      Content now = after.getOrDefault(partition, new Content(-1, -1, List.of()));
      assertThat(List.of(now.begin(), now.end()))
          .as("begin and end of " + partition)
          .isEqualTo(List.of(content.begin(), content.end()));
      assertThat(now.records()).as("" + partition).isEqualTo(content.records());
    });
  }

  Export.Result export() {
    settle();
    return export(Selection.everything(), Meter.SILENT);
  }

  Export.Result export(Selection selection, Meter meter) {
    return new Export(kafka(), folder, 2, SMALL, meter).run(selection);
  }

  Verification.Result verify() {
    return new Verification(kafka(), folder, 2, Meter.SILENT).run();
  }

  Import.Result importIt() {
    return importIt(Meter.SILENT);
  }

  Import.Result importIt(Meter meter) {
    return new Import(kafka(), new TopicSetup((short) 1, 1), folder, 4, meter).run();
  }

  /** Simulates the loss of the cluster. */
  void lose() {
    servers.deleteTopics();
  }

  KafkaSource kafka() {
    return backend.kafka();
  }

  void assertWhole() {
    assertThat(verify().problems()).isEmpty();
  }

  /** Returns the finished files of the archive. */
  Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".avro")).sorted().toList().stream();
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
