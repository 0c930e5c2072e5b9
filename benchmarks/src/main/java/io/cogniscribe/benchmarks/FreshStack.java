package io.cogniscribe.benchmarks;

import io.cogniscribe.devstack.demo.Role;
import io.cogniscribe.devstack.demo.ScriptSessions;
import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.DevelopmentStack;
import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.devstack.stack.Journal;
import io.cogniscribe.devstack.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A stack without data, on its own ports.
 *
 * @param startSeconds time until it was ready
 */
record FreshStack(
    DevelopmentStack stack,
    double startSeconds,
    URI commandService,
    URI queryService,
    String kafkaBootstrapServers,
    String databaseUrl,
    ScriptSessions sessions)
    implements AutoCloseable {

  /**
   * Starts a stack.
   *
   * @param settings variables in addition to those of this process
   */
  static FreshStack start(Path folder, Map<String, String> settings) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(settings);
    environment.putAll(StackPorts.free().variables());
    DataFolder data = new DataFolder(folder);
    long start = System.nanoTime();
    DevelopmentStack stack =
        new DevelopmentStack(
            Installation.current(),
            data,
            environment,
            new Journal(_ -> {}, data.log("stack")),
            true,
            false);
    try {
      stack.start();
      return new FreshStack(
          stack,
          (System.nanoTime() - start) / 1e9,
          local(environment, "COMMAND_PORT"),
          local(environment, "QUERY_PORT"),
          "127.0.0.1:" + environment.get("KAFKA_PORT"),
          "postgresql://cogniscribe:cogniscribe@127.0.0.1:%s/cogniscribe"
              .formatted(environment.get("POSTGRES_PORT")),
          new ScriptSessions(
              local(environment, "COMMAND_PORT"),
              data.existingSecrets(environment).jwtSecretKey()));
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Returns a new client, which acts as a producer. */
  Api api() throws IOException, InterruptedException {
    return new Api(commandService, queryService, sessions.token(Role.PRODUCER, "benchmark"));
  }

  private static URI local(Map<String, String> environment, String port) {
    return URI.create("http://127.0.0.1:" + environment.get(port));
  }

  @Override
  public void close() {
    stack.close();
  }
}
