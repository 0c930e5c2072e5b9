package io.cogniscribe.replay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Copies of the log: the one thing that nothing else can give back. */
@Command(
    name = "log",
    description = {
      "Copies the log into files, checks the files, and writes them into an empty cluster.",
      "",
      "The log is the truth: tables and Redis are folded from it again, it is not. "
          + "A backup of the log is 'log export' into the same folder, every day: each adds what came "
          + "since. After the loss of a cluster: 'log import', then start the services.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class LogCommand {

  private LogCommand() {}

  static CommandLine commandLine(ReplayTools tools) {
    return new CommandLine(new LogCommand())
        .addSubcommand(new LogExportCommand(tools))
        .addSubcommand(new LogVerifyCommand(tools))
        .addSubcommand(new LogImportCommand(tools));
  }
}
