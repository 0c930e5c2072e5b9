package io.cogniscribe.benchmarks;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.replay.archive.Export;
import io.cogniscribe.replay.archive.Import;
import io.cogniscribe.replay.archive.Selection;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures the import of a log whose commands arrived one at a time. Each left a transaction marker
 * in every partition that it wrote to, and the import must reproduce all markers.
 *
 * @param commands number of commands, with 3 records and 3 markers each
 */
record SlowLog(Path folder, int commands, Consumer<String> progress) {

  private static final TopicSetup TOPICS = new TopicSetup((short) 1, 1);
  private static final List<String> WRITTEN =
      List.of(Topics.JOB_EVENTS, Topics.AUDIT_EVENTS, Topics.JOB_OUTCOMES);
  private static final byte[] CONTENT =
      "an event, which the archive does not decode".repeat(8).getBytes(StandardCharsets.UTF_8);
  private static final long SEED = 44;

  Figure run() throws Exception {
    Path archive = folder.resolve("archive");
    progress.accept("a log of %,d transactions".formatted(commands));
    try (EmbeddedServers servers =
        EmbeddedServers.start(ServersConfig.temporary(folder.resolve("slow")))) {
      KafkaSource kafka = new KafkaSource(servers.kafkaBootstrapServers());
      write(kafka);
      new Export(kafka, archive, 2, Export.SEGMENT_BYTES, Meter.SILENT).run(Selection.everything());
    }
    try (EmbeddedServers empty =
        EmbeddedServers.start(ServersConfig.temporary(folder.resolve("empty")))) {
      KafkaSource kafka = new KafkaSource(empty.kafkaBootstrapServers());
      long begin = System.nanoTime();
      long records =
          new Import(kafka, TOPICS, archive, Import.PARALLEL, Meter.SILENT).run().records();
      double seconds = (System.nanoTime() - begin) / 1e9;
      progress.accept("import of it: %,d records in %.2f s".formatted(records, seconds));
      return Figure.plain(
          "import of %,d commands from single transactions".formatted(commands),
          commands / seconds,
          "commands/s");
    }
  }

  private void write(KafkaSource kafka) {
    try (Admin admin = kafka.admin()) {
      TOPICS.ensure(admin);
    }
    Random random = new Random(SEED);
    try (Producer<byte[], byte[]> producer =
        kafka.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "slow"))) {
      producer.initTransactions();
      for (int i = 0; i < commands; i++) {
        byte[] key = Keys.of(new UUID(random.nextLong(), random.nextLong()));
        producer.beginTransaction();
        for (String topic : WRITTEN) {
          // A failed send makes the commit fail.
          var _ = producer.send(new ProducerRecord<>(topic, Keys.partition(key), key, CONTENT));
        }
        producer.commitTransaction();
      }
    }
  }
}
