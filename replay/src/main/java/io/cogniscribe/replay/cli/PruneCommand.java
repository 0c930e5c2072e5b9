package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description =
        "Removes all generations that are not active: previous and unfinished ones. Frees "
            + "their space. Keeps the active generation. Afterwards, 'rollback' and 'rebuild "
            + "--resume' have no generation to use.",
    footer = {"  ./cogniscribe replay prune", "  ./cogniscribe replay prune --projection progress"})
final class PruneCommand extends ReportingCommand {

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  @Override
  ExitCode execute() throws SQLException {
    try (ReadModels models = tools().named(projection, 1, Meter.SILENT)) {
      for (ReadModel each : models.list()) {
        each.prune();
      }
      print(
          Map.of("pruned", models.names()), "Removed. 'rollback' has no previous generation now.");
    }
    return ExitCode.OK;
  }
}
