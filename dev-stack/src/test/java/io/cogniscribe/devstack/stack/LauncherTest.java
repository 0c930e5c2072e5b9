package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the commands up, down, status and logs. */
final class LauncherTest {

  private static final int TERMINATED = 143;

  private final Path home;
  private final DataFolder data;
  private final LauncherProcess launcher;

  LauncherTest(@TempDir Path folder) throws IOException {
    home = folder.resolve("home");
    data = new DataFolder(folder.resolve("data"));
    launcher = new LauncherProcess(StandInInstallation.create(home), data.path());
  }

  @AfterEach
  void leaveNothingBehind() throws IOException {
    RunningStacks.stop(data);
  }

  @Test
  void becomesReadyBehindOneUrlAndLeavesNoProcessWhenTerminated() throws Exception {
    Process up = launcher.up();
    List<ProcessHandle> children = children();

    assertThat(get("/api/jobs")).isEqualTo("query-service");
    assertThat(get("/api/commands/1")).isEqualTo("command-service");
    assertThat(launcher.run("status").exitCode()).isZero();
    assertThat(launcher.run("logs", "projector").output())
        .contains("projector knows postgresql://cogniscribe_projector:");
    assertThat(children).hasSize(6);

    up.destroy();
    assertThat(LauncherProcess.exitCode(up)).isEqualTo(TERMINATED);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(launcher.run("status").exitCode()).isEqualTo(3);
  }

  @Test
  void restartsAProcessWhenItIsKilled() throws Exception {
    launcher.up();
    for (String name : List.of("query-service", "redis", "postgres")) {
      ProcessHandle killed = running(name);
      killed.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> pid(name).filter(pid -> pid != killed.pid()).isPresent());
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(launcher.run("status").exitCode()).isZero());
    assertThat(launcher.run("logs", "stack").output())
        .contains("query-service ended with exit code 137; it is started again in");
  }

  @Test
  void startsCleanWithTheOldSecretsWhenTheSupervisorWasKilled() throws Exception {
    Process first = launcher.up();
    List<ProcessHandle> children = children();
    String secrets = Files.readString(data.path().resolve("secrets.env"));
    first.destroyForcibly();
    LauncherProcess.exitCode(first);

    launcher.up();

    assertThat(home.resolve("target/stacks")).isDirectoryNotContaining("glob:**/" + first.pid());
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.readString(data.path().resolve("secrets.env"))).isEqualTo(secrets);
    assertThat(get("/api/jobs")).isEqualTo("query-service");
  }

  @Test
  void stopsADetachedStackWithOrWithoutItsFolder() throws Exception {
    assertThat(launcher.run("up", "--detach").output())
        .contains("ready  gateway http://127.0.0.1:");
    assertThat(get("/api/jobs")).isEqualTo("query-service");

    LauncherProcess.Result second = launcher.run("up");
    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(second.output()).contains("a stack already runs on " + data.path(), "down");

    assertThat(launcher.runWithoutData("status").exitCode()).isZero();
    assertThat(launcher.runWithoutData("down").output())
        .contains("stopped the stack on " + data.path());
    assertThat(launcher.run("down").output()).contains("nothing runs on " + data.path());
    assertThat(launcher.runWithoutData("down").output())
        .contains("nothing runs on " + home.resolve(".data"));
  }

  @Test
  void namesThePortAndItsVariableWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      LauncherProcess.Result up = launcher.with("POSTGRES_PORT", port).run("up");

      assertThat(up.exitCode()).isEqualTo(3);
      assertThat(up.output()).contains("port " + port + " is taken", "set POSTGRES_PORT");
    }
  }

  @Test
  void refusesAPortWhenItIsNoNumber() throws Exception {
    LauncherProcess.Result up = launcher.with("KAFKA_PORT", "many").run("up");

    assertThat(up.exitCode()).isEqualTo(2);
    assertThat(up.output()).contains("KAFKA_PORT must be a port number");
  }

  @Test
  void neverWipesAFolderWhenItHoldsOtherFiles() throws Exception {
    Path precious = data.path().resolve("precious");
    Files.createDirectories(data.path());
    Files.writeString(precious, "mine");

    LauncherProcess.Result up = launcher.run("up", "--fresh");

    assertThat(up.exitCode()).isEqualTo(2);
    assertThat(up.output()).contains("holds other files");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void namesAServiceWhenItIsNotBuilt() throws Exception {
    Files.delete(home.resolve("projector/target/projector-0.1.jar"));

    LauncherProcess.Result up = launcher.run("up");

    assertThat(up.exitCode()).isEqualTo(3);
    assertThat(up.output()).contains("no jar of projector");
  }

  private List<ProcessHandle> children() {
    return StackStatus.NAMES.stream()
        .filter(name -> !name.equals("stack"))
        .map(this::running)
        .toList();
  }

  private ProcessHandle running(String name) {
    return pid(name).flatMap(ProcessHandle::of).orElseThrow();
  }

  private Optional<Long> pid(String name) {
    return RecordedProcess.read(data.pidFile(name))
        .flatMap(RecordedProcess::running)
        .map(ProcessHandle::pid);
  }

  private String get(String path) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + launcher.port("GATEWAY_PORT") + path);
    try (var body = url.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
