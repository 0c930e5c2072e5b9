package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.DevStack;
import io.cogniscribe.devstack.stack.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code up} in a process that survives this process and its terminal. */
final class DetachedStack {

  private DetachedStack() {}

  /**
   * Prints the output of the stack until it is ready or has ended.
   *
   * @return the exit code
   */
  static int start(DataFolder data, List<String> options) throws IOException, InterruptedException {
    Process stack =
        new ProcessBuilder(command(data, options))
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    // Not closed: the stack keeps writing, and a closed pipe would make that an error.
    BufferedReader lines = stack.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(line);
      if (line.startsWith("ready ")) {
        return 0;
      }
    }
    return stack.waitFor();
  }

  private static List<String> command(DataFolder data, List<String> options) {
    List<String> command = new ArrayList<>(List.of("nohup"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(DevStack.class.getName(), "up", "--data", data.path().toString()));
    command.addAll(options);
    return command;
  }
}
