package io.cogniscribe.system;

import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.RunningStacks;
import io.cogniscribe.devstack.stack.Secrets;
import io.cogniscribe.devstack.stack.StackPorts;
import io.cogniscribe.devstack.stack.StackStatus;
import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** {@code ./cogniscribe up} as a separate process, with its own data folder and ports. */
final class StackProcess implements AutoCloseable {

  /** Longer than {@code up} itself waits for a program that works, since it names the cause. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(16);

  private final DataFolder data;
  private final Map<String, String> environment = new HashMap<>();

  StackProcess(Path folder) {
    this.data = new DataFolder(folder);
    environment.putAll(StackPorts.free().variables());
  }

  /** Starts the stack and waits until it is ready. */
  void up() throws IOException {
    awaitUp(start());
  }

  /** Starts only the servers and waits until they are ready. */
  void upServers() throws IOException {
    Process process = start("--servers");
    Path output = output();
    Awaitility.await()
        .atMost(START_TIMEOUT)
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("up ended with " + process.exitValue());
          }
          return Files.readString(output).contains("servers only");
        });
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC"));
    command.add("-Dcogniscribe.home=" + System.getProperty("cogniscribe.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.cogniscribe.devstack.DevStack", "up"));
    command.addAll(List.of("--data", data.path().toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(output().toFile()).start();
  }

  private Path output() {
    return Path.of(data.path() + ".out");
  }

  private void awaitUp(Process process) {
    Awaitility.await()
        .atMost(START_TIMEOUT)
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("up ended with " + process.exitValue());
          }
          return StackStatus.of(data).isUp();
        });
  }

  /** Waits until every process runs again. */
  void awaitUp() {
    Awaitility.await().atMost(START_TIMEOUT).until(() -> StackStatus.of(data).isUp());
  }

  /** Kills one program with SIGKILL and returns when it has ended. */
  void kill9(String program) {
    ProcessHandle process = process(program);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Kills the supervisor and all of its processes at once. */
  void kill9All() {
    List<ProcessHandle> all = StackStatus.NAMES.stream().map(this::process).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Sends a signal such as STOP to a program and its children. */
  void signal(String program, String signal) throws IOException, InterruptedException {
    ProcessHandle process = process(program);
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    command.add(String.valueOf(process.pid()));
    process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IllegalStateException("could not signal " + program);
    }
  }

  private ProcessHandle process(String program) {
    return RecordedProcess.read(data.pidFile(program))
        .flatMap(RecordedProcess::running)
        .orElseThrow(() -> new IllegalStateException(program + " does not run"));
  }

  StackAddress address() throws IOException {
    return StackAddress.of(environment, data);
  }

  /** Returns the URL of the command-service, without the gateway. */
  URI commandService() {
    return URI.create("http://127.0.0.1:" + environment.get("COMMAND_PORT"));
  }

  String kafkaBootstrapServers() {
    return "127.0.0.1:" + environment.get("KAFKA_PORT");
  }

  Secrets secrets() throws IOException {
    return data.existingSecrets(environment);
  }

  Path folder() {
    return data.path();
  }

  /** Stops the stack; its data is kept. */
  @Override
  public void close() throws IOException {
    RunningStacks.stop(data);
  }
}
