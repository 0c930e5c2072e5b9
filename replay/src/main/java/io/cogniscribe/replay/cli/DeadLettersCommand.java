package io.cogniscribe.replay.cli;

import picocli.CommandLine.Command;

/** The commands for dead letters: commands that could not be decided. */
@Command(
    name = "dead-letters",
    description = {
      "Lists, shows and resubmits commands that could not be decided.",
      "",
      "Such a command is written to commands.dead-letters with the reason, and later "
          + "commands are decided. When the cause is fixed (usually by other code), 'resubmit' "
          + "sends the command again. Needs only Kafka.",
      "",
      "Exit codes: 0 done, 1 failed or rejected, 2 called wrongly, 3 Kafka does not answer.",
      ""
    },
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersResubmitCommand.class
    })
final class DeadLettersCommand {}
