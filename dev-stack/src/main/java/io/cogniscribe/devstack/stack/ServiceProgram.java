package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.ChildCommand;
import io.cogniscribe.testservers.process.Heap;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One of our services, run from its production jar in its own JVM.
 *
 * @param aotCache start-up cache of the service
 * @param environment variables of the service in addition to those of this process
 */
record ServiceProgram(
    String name,
    Path jar,
    int port,
    Heap heap,
    AotCache aotCache,
    Map<String, String> environment,
    DataFolder data)
    implements Program {

  private static final int PROBE_MILLIS = 2_000;
  private static final int OK = 200;

  @Override
  public ChildCommand command() {
    return new ChildCommand(
        List.of(), arguments(), environment, data.log(name), data.pidFile(name), Signal.KILL);
  }

  @Override
  public boolean isReady() {
    return probe(connection -> connection.getResponseCode() == OK);
  }

  /**
   * Returns whether the service reports a restore of its stores. The command-service does so after
   * an import of the log.
   */
  @Override
  public boolean isCatchingUp() {
    return probe(connection -> {
      if (connection.getResponseCode() == OK) {
        return false;
      }
      try (InputStream details = connection.getErrorStream()) {
        return details != null
            && new String(details.readAllBytes(), StandardCharsets.UTF_8).contains("\"restore\"");
      }
    });
  }

  private interface Answer {
    boolean read(HttpURLConnection connection) throws IOException;
  }

  private boolean probe(Answer answer) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) StackPorts.readiness(port).toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return answer.read(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public Duration startPatience() {
    return Duration.ofSeconds(45);
  }

  @Override
  public Duration stopPatience() {
    return aotCache.stopPatience();
  }

  private List<String> arguments() {
    List<String> arguments = heap.javaCommand();
    arguments.addAll(aotCache.options());
    arguments.addAll(List.of("-jar", jar.toString()));
    return arguments;
  }
}
