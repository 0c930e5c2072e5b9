package io.cogniscribe.devstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.testservers.process.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the containers' proxy: the real nginx with proxy/nginx.conf. Not run on each push,
 * because the build machine may not have nginx.
 */
@Tag("long")
final class NginxTest extends ProxyContract {

  private static final Path PROXY = Path.of("..", "proxy").toAbsolutePath().normalize();

  private static final int REQUESTS_OF_AN_ADDRESS = 256;
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  private static Path programs = Path.of("");

  @TempDir private Path folder;

  @BeforeAll
  static void findNginx() throws IOException, InterruptedException {
    programs = InstalledNginx.folder();
  }

  @Override
  RunningProxy start(URI commands, URI queries, Map<String, String> environment) throws Exception {
    int port = FreePorts.next();
    // When started by root, nginx writes bodies as another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path run = folder.resolve(Integer.toString(port));
    Path log = folder.resolve(port + ".log");
    ProcessBuilder start =
        new ProcessBuilder("sh", PROXY.resolve("start.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    start
        .environment()
        .putAll(
            Map.of(
                "COMMAND_URL", commands.toString(),
                "QUERY_URL", queries.toString(),
                "GATEWAY_LISTEN", "127.0.0.1:" + port,
                "GATEWAY_RUN", run.toString()));
    start.environment().putAll(environment);
    start.environment().merge("PATH", File.pathSeparator + programs, String::concat);
    Process nginx = start.start();
    awaitListening(nginx, port, log);
    return new RunningProxy(
        port,
        () -> {
          nginx.destroy();
          nginx.onExit().join();
        });
  }

  @Test
  void refusesReadablyWhenAnAddressHasTooManyRequestsInFlight() throws Exception {
    CountDownLatch arrived = new CountDownLatch(REQUESTS_OF_AN_ADDRESS);
    CountDownLatch released = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var service =
            new RecordingUpstream(exchange -> {
              arrived.countDown();
              released.await();
              RecordingUpstream.respond(exchange, 200, "read");
            });
        var proxy = start(service.url(), service.url(), Map.of("CORS_ALLOW_ORIGINS", ORIGIN))) {
      for (int i = 0; i < REQUESTS_OF_AN_ADDRESS; i++) {
        var _ = threads.submit(() -> proxy.get("/api/jobs"));
      }
      arrived.await();
      var answer = proxy.send(proxy.request("/api/jobs").header("Origin", ORIGIN));
      released.countDown();

      assertThat(answer.statusCode()).isEqualTo(429);
      isReadableProblem(answer, "too_many_requests");
    } finally {
      released.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMAND_URL", "CORS_ALLOW_ORIGINS", "GATEWAY_TRUSTED_PROXIES"})
  void refusesToStartWhenASettingCouldBeReadAsConfiguration(String variable) {
    assertThatThrownBy(() -> start(NOBODY, NOBODY, Map.of(variable, "http://a:1; } events {")))
        .hasMessageContaining("gateway cannot start");
  }

  private static void awaitListening(Process nginx, int port, Path log)
      throws IOException, InterruptedException {
    while (nginx.isAlive()) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException notYet) {
        nginx.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(Files.readString(log));
  }
}
