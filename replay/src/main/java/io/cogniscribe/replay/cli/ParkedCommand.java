package io.cogniscribe.replay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator does about records that could not be applied. */
@Command(
    name = "parked",
    description = {
      "Looks after records that a projection could not apply, and what waits behind them.",
      "",
      "A record that cannot be applied is set aside with the later ones of its aggregate; "
          + "everything else flows. When the cause is mended (usually: other code runs), 'drain' applies "
          + "them in the order of the log. What can never be applied is skipped, one by one, with a "
          + "reason, which the audit log keeps.",
      "",
      "Exit codes: 0 done, 1 something is parked still, 2 called wrongly, 3 something does not answer.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ParkedCommand {

  private ParkedCommand() {}

  static CommandLine commandLine(ReplayTools tools) {
    return new CommandLine(new ParkedCommand())
        .addSubcommand(new ParkedListCommand(tools))
        .addSubcommand(new ParkedShowCommand(tools))
        .addSubcommand(new ParkedRetryCommand(tools))
        .addSubcommand(new ParkedSkipCommand(tools))
        .addSubcommand(new ParkedDrainCommand(tools));
  }
}
