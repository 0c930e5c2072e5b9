package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Standard output has only the result, since scripts read it; standard error has the rest. */
final class CommandOutputTest {

  @Test
  void aServerThatDoesNotAnswerIsReportedOnceAndNotWhereTheAnswerBelongs() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                OperatorCommand.class.getName(),
                "replay",
                "explain",
                "jobs/0199f2a4-5b1c-7d3e-8f60-0123456789ab"));
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePorts.next());
    builder
        .environment()
        .put("DATABASE_URL", "postgresql://a:b@127.0.0.1:%d/c".formatted(FreePorts.next()));
    Process command = builder.start();
    CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> read(command));

    String answer = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(command.waitFor()).isEqualTo(3);
    assertThat(answer).isEmpty();
    assertThat(errors.join().lines())
        .singleElement()
        .asString()
        .contains("does not answer", "KAFKA_BOOTSTRAP_SERVERS");
  }

  private static String read(Process command) {
    try {
      return new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
