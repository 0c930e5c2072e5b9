package io.cogniscribe.devstack.stack;

import io.cogniscribe.devstack.DevStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Command lines of the launcher, run in separate processes with their own ports. */
final class LauncherProcess {

  /** The output of a command and its exit code. */
  record Result(int exitCode, String output) {}

  private final StandInInstallation installation;
  private final Path data;
  private final Map<String, String> ports;

  LauncherProcess(StandInInstallation installation, Path data) {
    this.installation = installation;
    this.data = data;
    this.ports = StackPorts.free().variables();
  }

  String port(String variable) {
    return ports.getOrDefault(variable, "");
  }

  /** Returns this launcher with one more environment variable. */
  LauncherProcess with(String variable, String value) {
    LauncherProcess other = new LauncherProcess(installation, data);
    other.ports.putAll(ports);
    other.ports.put(variable, value);
    return other;
  }

  /** Runs a command on the data folder and waits for its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return result(start(onDataFolder(arguments)));
  }

  /** Runs a command without the data folder and waits for its end. */
  Result runWithoutData(String... arguments) throws IOException, InterruptedException {
    return result(start(List.of(arguments)));
  }

  private static Result result(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Starts {@code up} and returns when it is ready. */
  Process up(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(List.of(options));
    Process process = start(onDataFolder(arguments.toArray(String[]::new)));
    StringBuilder output = new StringBuilder();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      output.append(line).append('\n');
      if (line.startsWith("ready ")) {
        return process;
      }
    }
    throw new AssertionError(
        "up ended with exit code " + process.waitFor() + " before it was ready:\n" + output);
  }

  /** Waits for the end of a process that was asked to stop. */
  static int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after 60 s");
    }
    return process.exitValue();
  }

  private List<String> onDataFolder(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all;
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC"));
    command.add("-Dcogniscribe.home=" + installation.home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DevStack.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ports);
    return builder.start();
  }
}
