package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description =
        "Makes the previous generation active again, after it has caught up with the log. "
            + "Keeps the current generation, so another rollback undoes it. First compares both "
            + "and shows the rows that differ. Then asks, or needs --yes. With 'all', also "
            + "lists the projections without a previous generation.",
    exitCodeList = "1:there is no previous generation, it was not confirmed, or it failed",
    footer = {
      "  ./cogniscribe replay rollback --projection jobs",
      "  ./cogniscribe replay rollback --projection all"
    })
final class RollbackCommand extends ReportingCommand {

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      required = true,
      description = ReadModels.NAMES + ", or all.")
  private String projection = ReplayTools.ALL;

  @Option(names = "--yes", description = "Confirms the rollback when rows differ.")
  private boolean confirmed;

  @Override
  ExitCode execute() throws SQLException {
    try (ReadModels models = tools().named(projection, ReplayTools.PROCESSORS, meter())) {
      List<String> done = new ArrayList<>();
      boolean refused = false;
      for (ReadModel each : models.list()) {
        // For a single read model without a previous generation, rollBack throws the error.
        if (models.list().size() == 1 || each.hasPrevious()) {
          if (each.rollBack(this::decide)) {
            note(each.name() + ": the previous generation is active again");
            done.add(each.name());
          } else {
            refused = true;
            note(each.name() + ": not rolled back; confirm with --yes");
          }
        } else {
          note(each.name() + ": there is no previous generation to go back to");
        }
      }
      print(
          Map.of("rolled_back", done),
          done.isEmpty() ? "nothing was rolled back" : "rolled back: " + String.join(", ", done));
      return done.isEmpty() || refused ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  /** Asks when the previous generation differs from the active one. */
  private boolean decide(Comparison comparison) {
    if (comparison.isEqual()) {
      return true;
    }
    note(RebuildText.comparison(comparison, "previous"));
    note(
        ("%s: the previous generation differs from the active one in %,d rows or keys; the "
                + "rollback restores its values")
            .formatted(comparison.projection(), comparison.differences()));
    return confirmed
        || confirms("Make the previous '%s' active? [y/N] ".formatted(comparison.projection()));
  }
}
