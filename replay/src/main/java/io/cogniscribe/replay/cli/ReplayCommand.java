package io.cogniscribe.replay.cli;

import picocli.CommandLine.Command;

/** The commands that rebuild read models from the log, and compare. */
@Command(
    name = "replay",
    description = {
      "Builds read models again from the log while the projections run, compares, and swaps.",
      "",
      "Tables are never patched by hand; they are rebuilt from the log. A rebuild fills "
          + "separate tables while the projector continues with the active ones. Then it "
          + "compares both row by row, at one position of the log, and swaps them in one "
          + "transaction. The previous tables are kept for 'rollback' until 'prune'.",
      "",
      "Results are written to standard output, progress to standard error. Exit codes: 0 "
          + "done, 1 differs or failed, 2 called wrongly, 3 a server does not answer, 4 "
          + "differed and was replaced.",
      ""
    },
    subcommands = {
      PlanCommand.class,
      RebuildCommand.class,
      VerifyCommand.class,
      RollbackCommand.class,
      PruneCommand.class,
      ExplainCommand.class,
      AsOfCommand.class,
      ParkedCommand.class,
      DeadLettersCommand.class,
      LogCommand.class
    })
final class ReplayCommand {}
