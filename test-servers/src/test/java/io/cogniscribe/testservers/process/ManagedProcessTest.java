package io.cogniscribe.testservers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {

  private final Path folder;
  private final ProcessLauncher launcher = new ProcessLauncher();

  ManagedProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  @Test
  void recordsAProcessWhileItRuns() {
    ManagedProcess process = process("touch ready; exec sleep 1000", Duration.ofMinutes(1));
    process.start();

    assertThat(RecordedProcess.read(pidFile()).flatMap(RecordedProcess::running))
        .hasValueSatisfying(running -> assertThat(running.pid()).isEqualTo(process.pid()));

    process.stop();
    assertThat(process.isRunning()).isFalse();
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void reportsAnEarlyEndWithTheOutputOfThisStart() throws IOException {
    Files.writeString(folder.resolve("thing.log"), "an older complaint\n");
    ManagedProcess process = process("echo no such option; exit 3", Duration.ofMinutes(1));

    assertThatThrownBy(process::start)
        .isInstanceOf(ProgramFailed.class)
        .hasMessageContaining("thing ended with exit code 3")
        .hasMessageNotContaining("older")
        .hasMessageContaining("no such option");
  }

  @Test
  void givesUpAndKillsAProcessThatNeitherWorksNorWritesWhileItStarts() {
    ManagedProcess process = process("exec sleep 1000", Duration.ofSeconds(1));

    assertThatThrownBy(process::start)
        .isInstanceOf(ProgramFailed.class)
        .hasMessageContaining("was not ready after")
        .hasMessageContaining("has done nothing");
    assertThat(process.isRunning()).isFalse();
  }

  @Test
  void waitsForAProcessThatUsesProcessorTimeAndReportsIt() {
    List<String> reports = new ArrayList<>();
    ManagedProcess process =
        process(
            "(sleep 4; touch ready) & while ! [ -e ready ]; do :; done; exec sleep 1000",
            Duration.ofSeconds(1));

    process.start(reports::add);

    assertThat(process.isRunning()).isTrue();
    assertThat(reports).first().asString().startsWith("thing is still starting (");
  }

  @Test
  void waitsForAProcessThatWritesToItsLog() {
    ManagedProcess process =
        process(
            "for i in 1 2 3 4 5 6; do echo $i; sleep 0.5; done; touch ready; exec sleep 1000",
            Duration.ofSeconds(1));

    process.start();

    assertThat(process.isRunning()).isTrue();
  }

  @Test
  void givesUpAProcessThatWorksForeverWithoutGettingReady() {
    ManagedProcess process =
        new ManagedProcess(
            new Script(
                folder, "while :; do :; done", Duration.ofMillis(500), Duration.ofSeconds(2)),
            launcher);

    assertThatThrownBy(process::start)
        .isInstanceOf(ProgramFailed.class)
        .hasMessageContaining("although it works");
  }

  @Test
  void waitsWhenAProcessReportsThatItIsCatchingUp() {
    ManagedProcess process =
        process("touch catching-up; sleep 2; touch ready; exec sleep 1000", Duration.ofMillis(500));

    process.start();

    assertThat(process.isRunning()).isTrue();
  }

  @Test
  void killsAProcessWhenItIgnoresTheStopSignal() {
    ManagedProcess process =
        process("trap '' TERM; touch ready; while true; do sleep 1; done", Duration.ofMinutes(1));
    process.start();
    long pid = process.pid();

    process.stop();

    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void rotatesALogAtTheNextStartWhenItIsTooLong() throws IOException {
    Path log = folder.resolve("thing.log");
    Files.write(log, new byte[51 << 20]);

    ManagedProcess process = process("touch ready; exec sleep 1000", Duration.ofMinutes(1));
    process.start();
    process.stop();

    assertThat(Files.size(log)).isZero();
    assertThat(folder.resolve("thing.log.1")).hasSize(51 << 20);
  }

  @Test
  void rotatesTheLogOfARunningProcessThatGrowsTooLong() {
    Path log = folder.resolve("thing.log");
    ManagedProcess process =
        process(
            "touch ready; head -c 60000000 /dev/zero; while :; do echo later; sleep 0.2; done",
            Duration.ofMinutes(1));
    process.start();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          assertThat(folder.resolve("thing.log.1")).exists();
          assertThat(Files.size(log)).isBetween(1L, 1_000_000L);
        });
    process.stop();
    assertThat(log).content().endsWith("later\n");
  }

  private Path pidFile() {
    return folder.resolve("thing.pid");
  }

  private ManagedProcess process(String script, Duration patience) {
    return new ManagedProcess(
        new Script(folder, script, patience, Duration.ofMinutes(5)), launcher);
  }

  /**
   * A program that is ready, or catching up, when its script has created the file with that name.
   */
  private record Script(Path folder, String script, Duration startPatience, Duration startLimit)
      implements Program {

    @Override
    public String name() {
      return "thing";
    }

    @Override
    public ChildCommand command() {
      return new ChildCommand(
          List.of(),
          List.of("sh", "-c", "cd '" + folder + "'; " + script),
          Map.of(),
          folder.resolve("thing.log"),
          folder.resolve("thing.pid"),
          Signal.KILL);
    }

    @Override
    public boolean isReady() {
      return Files.exists(folder.resolve("ready"));
    }

    @Override
    public boolean isCatchingUp() {
      return Files.exists(folder.resolve("catching-up"));
    }

    @Override
    public Duration stopPatience() {
      return Duration.ofMillis(500);
    }
  }
}
