package io.cogniscribe.replay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Commands that were not decided: an operator looks at them and sends them again. */
@Command(
    name = "dead-letters",
    description = {
      "Looks after commands that could not be decided.",
      "",
      "Such a command is written to commands.dead-letters with the reason; the ones behind it are "
          + "decided. When the cause is gone (usually: other code runs), 'resubmit' sends it again. "
          + "Needs Kafka alone.",
      "",
      "Exit codes: 0 done, 1 failed or rejected, 2 called wrongly, 3 Kafka does not answer.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {

  private DeadLettersCommand() {}

  static CommandLine commandLine(ReplayTools tools) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new DeadLettersListCommand(tools))
        .addSubcommand(new DeadLettersShowCommand(tools))
        .addSubcommand(new DeadLettersResubmitCommand(tools));
  }
}
