package io.cogniscribe.replay.cli;

import io.cogniscribe.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for operators who doubt a row: fold the log again, and compare. */
@Command(
    name = "replay",
    description = {
      "Folds the log anew beside the running projections, proves that both are equal, swaps.",
      "",
      "The tables are a fold of the log, so they are never patched by hand: they are rebuilt. "
          + "A rebuild fills tables of its own, and the active generation goes on. Then the active generation is compared with them row "
          + "by row, at one position of the log, and they take its place in one transaction. "
          + "The tables of before are kept for 'rollback' until 'prune'.",
      "",
      "Results are written to standard output, progress to standard error. "
          + "Exit codes: 0 done, 1 differs or failed, 2 called wrongly, 3 something does not answer, "
          + "4 differed and was replaced.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ReplayCommand {

  private ReplayCommand() {}

  static CommandLine commandLine(Settings settings) {
    ReplayTools tools = new ReplayTools(settings);
    return new CommandLine(new ReplayCommand())
        .addSubcommand(new PlanCommand(tools))
        .addSubcommand(new RebuildCommand(tools))
        .addSubcommand(new VerifyCommand(tools))
        .addSubcommand(new RollbackCommand(tools))
        .addSubcommand(new PruneCommand(tools))
        .addSubcommand(new ExplainCommand(tools))
        .addSubcommand(new AsOfCommand(tools))
        .addSubcommand(ParkedCommand.commandLine(tools))
        .addSubcommand(DeadLettersCommand.commandLine(tools))
        .addSubcommand(LogCommand.commandLine(tools));
  }
}
