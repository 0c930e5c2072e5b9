package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that exceed the memory of the command-service, on every partition. */
@RealServers
@Tag("long")
final class MemoryShortageTest {

  private static final int MEGABYTES = 300;

  private final TestServers servers;
  private final Path folder;

  MemoryShortageTest(TestServers servers, @TempDir Path folder) {
    this.servers = servers;
    this.folder = folder;
  }

  @AfterEach
  void deleteTopics() {
    servers.deleteTopics();
  }

  @Test
  void decidesTheNextCommandsInTheSameProcessWhenSomeDoNotFitIntoItsMemory() throws Exception {
    String kafka = servers.fresh().kafkaBootstrapServers();
    try (KillableCommandService service = new KillableCommandService(kafka, folder)) {
      service.start();
      PersistentClient client = PersistentClient.of(service.address());
      String token = client.register("ada");

      sendHugeCommands(kafka);

      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> deadPartitions(new KafkaClients(kafka)).size() == Topics.PARTITIONS);
      for (int i = 0; i < 2 * Topics.PARTITIONS; i++) {
        assertThat(
                client
                    .command(
                        "POST",
                        "/api/jobs",
                        token,
                        "{\"filename\":\"anatomy.mp3\",\"file_size_bytes\":5000000}")
                    .status())
            .isEqualTo("pending");
      }
      assertThat(service.isAlive()).isTrue();
    }
  }

  /** Runs the producer in its own JVM, because it needs several times the memory of its message. */
  private void sendHugeCommands(String kafka) throws IOException, InterruptedException {
    Process sender =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1200m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HugeCommands.class.getName(),
                kafka,
                String.valueOf(MEGABYTES))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sender.log").toFile())
            .start();
    assertThat(sender.waitFor()).isZero();
  }

  private static Set<Integer> deadPartitions(KafkaClients kafka) {
    return CommittedRecords.of(kafka.consumer(), Topics.DEAD_LETTERS).stream()
        .flatMap(record -> DeadLetter.read(record).stream())
        .filter(letter -> letter.code().equals("too_large"))
        .map(letter -> letter.position().partition())
        .collect(Collectors.toSet());
  }
}
