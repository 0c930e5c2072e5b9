package io.cogniscribe.system;

import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.process.Heap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command-service from its production jar, with Kafka only, in a process that a test kills and
 * restarts without the back-off of the stack's supervisor.
 */
final class KillableCommandService implements AutoCloseable {

  /** As in the development stack. */
  private static final Heap HEAP = new Heap(128, 320, false);

  private static final String SECRET = "kept-for-the-life-of-this-test-and-long-enough-%s";

  private final Path folder;
  private final int port;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /** Creates the service on a log. Further variables come from the environment of this process. */
  KillableCommandService(String kafkaBootstrapServers, Path folder) {
    this.folder = folder;
    this.port = FreePorts.next();
    this.environment =
        Map.ofEntries(
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers),
            Map.entry("KAFKA_REPLICATION_FACTOR", "1"),
            Map.entry("KAFKA_MIN_INSYNC_REPLICAS", "1"),
            Map.entry("JWT_SECRET_KEY", SECRET.formatted("tokens")),
            Map.entry("NAME_KEY_SECRET", SECRET.formatted("names")),
            Map.entry("ACTOR_KEY_SECRET", SECRET.formatted("actors")),
            Map.entry("STATE_DIR", folder.resolve("state").toString()),
            Map.entry("INSTANCE_ID", "only"),
            Map.entry("COMMAND_PORT", String.valueOf(port)),
            Map.entry("RATE_LIMIT_PER_MINUTE", "0"),
            Map.entry("RATE_LIMIT_PER_HOUR", "0"),
            Map.entry("RATE_LIMIT_REGISTRATION_PER_MINUTE", "0"),
            Map.entry("RATE_LIMIT_REGISTRATION_PER_HOUR", "0"),
            Map.entry("RATE_LIMIT_WRITE_PER_MINUTE", "0"),
            Map.entry("RATE_LIMIT_WRITE_PER_HOUR", "0"));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts the service and returns at once. */
  void start() throws IOException {
    List<String> command = HEAP.javaCommand();
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-jar", Installation.current().jar("command-service").toString()));
    Files.createDirectories(folder);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("command-service.log").toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Stops the service and returns when it has ended. */
  void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  /** Kills the service with SIGKILL and returns when it has ended. */
  void kill9() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill9();
  }
}
