package io.cogniscribe.testservers.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command with the destination of its output.
 *
 * @param prefix a program that runs the program, such as {@code unshare -U}; empty if none is
 *     needed
 * @param arguments the program and its arguments
 * @param environment variables in addition to those of this JVM
 * @param log file to which standard output and error are appended
 * @param pidFile file that records the process while it runs
 * @param deathSignal signal that the kernel sends to the process when this JVM ends
 */
public record ChildCommand(
    List<String> prefix,
    List<String> arguments,
    Map<String, String> environment,
    Path log,
    Path pidFile,
    Signal deathSignal) {

  public ChildCommand {
    prefix = List.copyOf(prefix);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
