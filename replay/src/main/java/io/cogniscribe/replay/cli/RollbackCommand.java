package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to the generation of before. */
@Command(
    name = "rollback",
    description =
        "Makes the generation of before the last swap the active generation again, once it has caught up with what was "
            + "written since: nothing is lost. What is the active generation now is kept, so another rollback undoes it. "
            + "Compares both first: rows that differ are shown, since they come back as they were before. "
            + "Then it asks, or needs --yes. With 'all', projections without a previous generation are named.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      HelpText.DONE,
      "1:there is no previous generation, it differs and was not confirmed, or it failed",
      HelpText.WRONGLY,
      HelpText.NO_ANSWER
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./cogniscribe replay rollback --projection jobs",
      "  ./cogniscribe replay rollback --projection all"
    })
final class RollbackCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      required = true,
      description = ReadModels.NAMES + ", or all.")
  private String projection = ReplayTools.ALL;

  @Option(names = "--yes", description = "Goes back although rows differ.")
  private boolean confirmed;

  RollbackCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    int parallel = Runtime.getRuntime().availableProcessors();
    try (ReadModels models = tools.named(projection, parallel, report.meter(), report.command())) {
      List<String> done = new ArrayList<>();
      boolean refused = false;
      for (ReadModel each : models.list()) {
        // Of a single one it is an error, which says so itself.
        if (models.list().size() == 1 || each.hasPrevious()) {
          if (each.rollBack(this::decide)) {
            report.note(each.name() + ": the previous generation is active again");
            done.add(each.name());
          } else {
            refused = true;
            report.note(each.name() + ": not rolled back; confirm with --yes");
          }
        } else {
          report.note(each.name() + ": there is no previous generation to go back to");
        }
      }
      report.print(
          Map.of("rolled_back", done),
          done.isEmpty() ? "nothing was rolled back" : "rolled back: " + String.join(", ", done));
      return (done.isEmpty() || refused ? ExitCode.FAILED : ExitCode.OK).number();
    }
  }

  /** The previous generation is the one that is compared with the active one. */
  private boolean decide(Comparison comparison) {
    if (comparison.isEqual()) {
      return true;
    }
    report.note(RebuildText.comparison(comparison, "previous"));
    report.note(
        "%s: the previous generation differs from the active one in %,d rows or keys, which come back as they were before the last swap"
            .formatted(comparison.projection(), comparison.differences()));
    return confirmed
        || Report.confirms(
            "Make the previous '%s' active? [y/N] ".formatted(comparison.projection()));
  }
}
