package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStatusTest {

  /** Far more than it took until one read met the end of a child. */
  private static final int READS = 500;

  @Test
  void isReadWhileChildrenOfAProcessEnd(@TempDir Path folder) throws IOException {
    DataFolder data = new DataFolder(folder);
    Files.createDirectories(data.run());
    Process process = new ProcessBuilder("sh", "-c", "while :; do /bin/true; done").start();
    try {
      RecordedProcess.of(process.toHandle()).write(data.pidFile("postgres"));

      for (int read = 0; read < READS; read++) {
        assertThat(StackStatus.of(data).processes())
            .filteredOn(each -> each.name().equals("postgres"))
            .singleElement()
            .satisfies(postgres -> assertThat(postgres.pid()).contains(process.pid()));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
