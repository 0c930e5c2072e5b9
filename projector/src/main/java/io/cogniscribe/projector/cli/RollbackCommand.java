package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.replay.ReadModel;
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
    description = {
      "Makes the generation of before the last swap live again, once it has caught up with what was",
      "written since: nothing is lost. What is live now is kept, so another rollback undoes it.",
      "With 'all', what has no previous generation is passed over, and told."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      HelpText.DONE,
      "1:there is no previous generation, or it failed",
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
      required = true,
      description = ReadModels.NAMES + ", or all.")
  private String projection = ReplayTools.ALL;

  RollbackCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    int parallel = Runtime.getRuntime().availableProcessors();
    try (ReadModels models = tools.named(projection, parallel, report.meter(), report.command())) {
      List<String> done = new ArrayList<>();
      for (ReadModel each : models.list()) {
        // Of a single one it is an error, which says so itself.
        if (models.list().size() == 1 || each.hasPrevious()) {
          each.rollBack();
          report.note(each.name() + ": what was live before is live again");
          done.add(each.name());
        } else {
          report.note(each.name() + ": there is no previous generation to go back to");
        }
      }
      report.print(
          Map.of("rolled_back", done),
          done.isEmpty() ? "nothing was rolled back" : "rolled back: " + String.join(", ", done));
      return (done.isEmpty() ? ExitCode.FAILED : ExitCode.OK).number();
    }
  }
}
