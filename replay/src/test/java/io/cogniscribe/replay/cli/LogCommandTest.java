package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output and exit codes of {@code replay log}. */
@RealServers
final class LogCommandTest {

  private static final int LARGE = 2 << 20;

  private final TestServers servers;
  private final Backend backend;
  private final Settings settings;
  private final String folder;
  private final StringWriter out = new StringWriter();

  LogCommandTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    backend = Backend.on(servers);
    settings = Settings.of(variables());
    this.folder = folder.resolve("archive").toString();
  }

  private Map<String, String> variables() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers(),
        "KAFKA_REPLICATION_FACTOR", "1",
        "KAFKA_MIN_INSYNC_REPLICAS", "1");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void theLogIsExportedVerifiedAndImported() throws IOException {
    JobStory job = JobStory.submitted(UUID.randomUUID(), Instant.now()).started().completed();
    backend.log().jobs(job.events()).commit();

    assertThat(run("export", folder)).as(out.toString()).isZero();
    assertThat(out.toString()).contains("3 records added").contains("has 3 records");
    assertThat(run("export", folder, "--json")).isZero();
    assertThat(out.toString()).contains("\"added\" : 0").contains("\"records\" : 3");
    assertThat(run("verify", folder)).isZero();
    assertThat(out.toString()).contains("3 records, ").contains("whole");
    assertThat(run("import", folder)).isEqualTo(1);
    assertThat(out.toString()).contains("the cluster is not empty: jobs.events");
    servers.deleteTopics();
    assertThat(run("import", folder)).isZero();
    assertThat(out.toString()).contains("3 records imported").contains("Start the services");

    Files.writeString(Path.of(folder, "manifest.json"), "{}");
    assertThat(run("verify", folder, "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("\"problem_count\" : 1");
  }

  @Test
  void whatIsTypedWronglyIsNamed() {
    assertThat(run("export")).isEqualTo(2);
    assertThat(out.toString()).contains("DIR");
    assertThat(run("export", folder, "--topics", "jobs.event")).isEqualTo(2);
    assertThat(out.toString())
        .contains("--topics: unknown topic; name some of")
        .contains(Topics.JOB_EVENTS);
    assertThat(run("export", folder, "--from", "yesterday")).isEqualTo(2);
    assertThat(out.toString()).contains("--from: not a time such as");
    assertThat(run("import", folder)).isEqualTo(1);
    assertThat(out.toString()).contains("no export into");
  }

  @Tag("long")
  @Test
  void aClusterThatDoesNotAnswerIsNamedAndNotNeededToVerify() {
    assertThat(run("export", folder)).isZero();
    Settings nowhere = Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9"));

    assertThat(run(nowhere, "verify", folder)).isZero();
    assertThat(out.toString()).contains("not compared with the cluster: Kafka does not answer");
    assertThat(run(nowhere, "export", folder)).isEqualTo(3);
  }

  /** Transcripts of 150 MB in total, with a heap of 112 MB for each program. */
  @Tag("long")
  @Test
  void memoryDoesNotGrowWithTheLog() throws Exception {
    byte[] transcript = new byte[LARGE];
    new Random(1).nextBytes(transcript);
    for (int i = 0; i < 75; i++) {
      backend.log().send(Topics.DEAD_LETTERS, i % 3, null, transcript).commit();
    }

    runInSmallHeap("export", folder);
    runInSmallHeap("verify", folder);
    servers.deleteTopics();
    runInSmallHeap("import", folder);
  }

  /** 100 MB that compress to some kilobytes, which any producer may write to a command topic. */
  @Tag("long")
  @Test
  void exportsEverythingElseWhenARecordDoesNotFitIntoMemory() throws Exception {
    backend.log().send(Topics.JOB_COMMANDS, 3, null, new byte[] {1}).commit();
    sendCompressed(3, new byte[100 << 20]);
    backend.log().send(Topics.JOB_COMMANDS, 3, null, new byte[] {2}).commit();
    backend.log().send(Topics.DEAD_LETTERS, 0, null, new byte[] {3}).commit();
    sendCompressed(5, new byte[10 << 20]);
    sendCompressed(5, new byte[100 << 20]);

    assertThat(runInSmallHeap("export", folder))
        .contains("too large for an archive", "jobs.commands-3 at offset 2 (more than the memory)")
        .contains("jobs.commands-5 at offset 1 (more than the memory)")
        .containsOnlyOnce("jobs.commands-5 at offset 0 (1048");
    runInSmallHeap("verify", folder);
    servers.deleteTopics();
    runInSmallHeap("import", folder);

    assertThat(backend.records(new TopicPartition(Topics.JOB_COMMANDS, 3)))
        .extracting(ConsumerRecord::value)
        .as("a transaction marker is before the large record")
        .containsExactly(new byte[] {1}, new byte[0], new byte[0], new byte[] {2});
  }

  private void sendCompressed(int partition, byte[] value) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers.kafkaBootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "zstd",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * value.length,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            value.length + (1L << 20));
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ = producer.send(new ProducerRecord<>(Topics.JOB_COMMANDS, partition, null, value));
    }
  }

  private String runInSmallHeap(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx112m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.cogniscribe.replay.cli.OperatorCommand", "replay", "log"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private int run(String... arguments) {
    return run(settings, arguments);
  }

  private int run(Settings with, String... arguments) {
    return Cli.run(with, out, out, "replay log", arguments);
  }
}
