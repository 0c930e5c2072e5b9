package io.cogniscribe.replay.cli;

import picocli.CommandLine.Command;

/** The commands for parked events. */
@Command(
    name = "parked",
    description = {
      "Lists, shows, retries and skips events that a projection could not apply.",
      "",
      "An event that cannot be applied is parked, with all later events of its aggregate. "
          + "Other aggregates are not affected. When the cause is fixed (usually by other "
          + "code), 'drain' applies the parked events in the order of the log. An event that "
          + "can never be applied can be skipped, one by one, with a reason that the audit log "
          + "keeps.",
      "",
      "Exit codes: 0 done, 1 events are still parked, 2 called wrongly, 3 a server does "
          + "not answer.",
      ""
    },
    subcommands = {
      ParkedListCommand.class,
      ParkedShowCommand.class,
      ParkedRetryCommand.class,
      ParkedSkipCommand.class,
      ParkedDrainCommand.class
    })
final class ParkedCommand {}
