package io.cogniscribe.replay.cli;

import io.cogniscribe.settings.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in the process of the test. */
final class Cli {

  private Cli() {}

  /**
   * Runs a command.
   *
   * @param command its words, separated by spaces
   * @return the exit code
   */
  static int run(Settings settings, Writer out, Writer err, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of(arguments));
    return OperatorCommand.commandLine(settings)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
