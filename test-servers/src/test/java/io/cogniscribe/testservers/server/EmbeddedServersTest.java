package io.cogniscribe.testservers.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.testservers.process.ManagedProcess;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data survives clean stops and kills; ports do not change. */
final class EmbeddedServersTest {

  @TempDir Path folder;

  @Test
  void keepsDataWhenTheStackIsRestarted() {
    ServersConfig config = ServersConfig.durable(folder, ServerPorts.free());
    try (EmbeddedServers servers = EmbeddedServers.start(config)) {
      TestData.write(servers, "kept");
    }
    try (EmbeddedServers servers = EmbeddedServers.start(config)) {
      assertThat(TestData.read(servers)).isEqualTo(new TestData("kept", "kept", "kept"));
    }
  }

  @Test
  void keepsDataWhenEachServerIsKilled() {
    keepsData(ManagedProcess::kill9);
  }

  @Test
  void startsPostgresqlWhileChildrenOfTheKilledServerStillEnd() throws Exception {
    // Given children that cannot notice the end of the server.
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.forTests(folder))) {
      List<ProcessHandle> children =
          ProcessHandle.of(servers.postgres().pid()).orElseThrow().children().toList();
      children.forEach(child -> signal("STOP", child));
      servers.postgres().kill9();

      // When they go on two seconds after the start has begun.
      Future<?> goOn =
          CompletableFuture.runAsync(
              () -> children.forEach(child -> signal("CONT", child)),
              CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
      servers.postgres().start();

      // Then the start has waited for their end.
      assertThat(goOn).isDone();
      assertThat(servers.postgres().isRunning()).isTrue();
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsDataWhenEachServerIsStopped() {
    keepsData(ManagedProcess::stop);
  }

  @Test
  void failsWhenTheBrokersPortIsTaken() throws IOException {
    ServersConfig config = ServersConfig.forTests(folder);
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), config.ports().kafka()));

      assertThatThrownBy(() -> EmbeddedServers.start(config))
          .isInstanceOf(ProgramFailed.class)
          .hasMessageContaining("kafka ended with exit code 1");
    }
  }

  private void keepsData(Consumer<ManagedProcess> end) {
    try (EmbeddedServers servers = EmbeddedServers.start(ServersConfig.forTests(folder))) {
      TestData.write(servers, "kept");
      for (ManagedProcess server :
          new ManagedProcess[] {servers.kafka(), servers.postgres(), servers.redis()}) {
        long before = server.pid();
        end.accept(server);
        assertThat(server.isRunning()).isFalse();
        assertThat(ProcessHandle.of(before)).isEmpty();
        server.start();
        assertThat(server.pid()).isNotEqualTo(before);
      }
      assertThat(TestData.read(servers)).isEqualTo(new TestData("kept", "kept", "kept"));
    }
  }
}
