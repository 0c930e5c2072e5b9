package io.cogniscribe.replay.cli;

import picocli.CommandLine.Command;

/** The commands for copies of the log, the only data that cannot be rebuilt. */
@Command(
    name = "log",
    description = {
      "Copies the log into files, checks the files, and writes them into an empty cluster.",
      "",
      "Tables and Redis can be rebuilt from the log; the log itself must be backed up. To "
          + "back it up, run 'log export' into one folder every day; each run adds the new "
          + "records. After the loss of a cluster, run 'log import', then start the services.",
      ""
    },
    subcommands = {LogExportCommand.class, LogVerifyCommand.class, LogImportCommand.class})
final class LogCommand {}
