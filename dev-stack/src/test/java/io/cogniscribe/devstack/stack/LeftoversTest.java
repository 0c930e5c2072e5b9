package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {

  private final Path run;
  private final Process process;

  LeftoversTest(@TempDir Path run) throws IOException {
    this.run = run;
    this.process = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void endsARecordedProcessAndRemovesItsRecord() throws Exception {
    RecordedProcess.of(process.toHandle()).write(run.resolve("kafka.pid"));

    assertThat(Leftovers.end(run)).containsExactly("kafka");
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void doesNotEndAProcessWhenItReusesThePid() throws IOException {
    RecordedProcess dead = new RecordedProcess(process.pid(), "another-boot:42");
    dead.write(run.resolve("redis.pid"));

    assertThat(Leftovers.end(run)).isEmpty();
    assertThat(process.isAlive()).isTrue();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void removesARecordWhenItIsUnreadable() throws IOException {
    Files.writeString(run.resolve("postgres.pid"), "garbage");

    assertThat(Leftovers.end(run)).isEmpty();
    assertThat(run).isEmptyDirectory();
  }
}
