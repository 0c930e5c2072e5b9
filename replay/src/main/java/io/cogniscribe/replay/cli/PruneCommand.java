package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives back the space of generations that are not the active generation. */
@Command(
    name = "prune",
    description =
        "Removes what is not live: the generations of before a swap, and unfinished ones. Gives back "
            + "their space. The active generation is not touched; 'rollback' and 'rebuild --resume' have nothing to go to then.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {HelpText.DONE, HelpText.FAILED, HelpText.WRONGLY, HelpText.NO_ANSWER},
    footerHeading = HelpText.EXAMPLES,
    footer = {"  ./cogniscribe replay prune", "  ./cogniscribe replay prune --projection progress"})
final class PruneCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  PruneCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    try (ReadModels models = tools.named(projection, 1, Meter.SILENT, report.command())) {
      for (ReadModel each : models.list()) {
        each.prune();
      }
      report.print(
          Map.of("pruned", models.names()), "Removed; 'rollback' has nothing to go back to now.");
    }
    return ExitCode.OK.number();
  }
}
