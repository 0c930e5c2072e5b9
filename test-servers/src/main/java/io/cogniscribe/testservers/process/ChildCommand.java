package io.cogniscribe.testservers.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run, and where its output goes.
 *
 * @param prefix a program that runs the program, such as {@code unshare -U}; empty when none is
 *     needed
 * @param arguments the program and its arguments
 * @param environment variables set beside those that this JVM has
 * @param log file to which standard output and error are appended
 * @param pidFile file in which the process is recorded while it runs
 * @param deathSignal what the process gets from the kernel when this JVM is gone
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
