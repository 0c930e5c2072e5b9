package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import io.cogniscribe.replay.rebuild.Rebuild;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rebuild",
    description =
        "Builds tables or keys again from the start of the log, beside the active ones. "
            + "Follows the active generation, compares row by row, asks, and swaps in one step. "
            + "Readers and commands see no change. An interruption before the swap leaves the "
            + "active generation unchanged. Sends no event and no e-mail. Keeps the previous "
            + "generation for 'rollback', until 'prune'. Parked events that the current code "
            + "can apply are listed separately and do not count as differences.",
    exitCodeList = {
      "0:the active rows and keys equal the log; swapped if requested",
      "1:it failed, or rows differ and were not swapped; see the lines above",
      "4:some differed; they now equal the log"
    },
    footer = {
      "  ./cogniscribe replay rebuild --projection jobs",
      "  ./cogniscribe replay rebuild --swap=never          # compares, changes nothing",
      "  ./cogniscribe replay rebuild --resume --swap=auto  # after an interruption"
    })
final class RebuildCommand extends ReportingCommand {

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  @Option(
      names = "--swap",
      paramLabel = "ask|auto|never",
      defaultValue = "ask",
      description = "Makes the rebuilt generation active; without a terminal, ask means never.")
  private SwapMode swap = SwapMode.ASK;

  @Option(names = "--require-equal", description = "Swaps only generations without differences.")
  private boolean requireEqual;

  @Option(
      names = "--resume",
      description =
          "Continues a rebuild that was interrupted after loading. With 'all', skips read "
              + "models that were swapped in before, and loads those that were not loaded.")
  private boolean resume;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Partitions to fold at a time; the number of processors by default.")
  private int parallel = ReplayTools.PROCESSORS;

  /** The decision whether the rebuilt generation becomes active. */
  enum SwapMode {
    ASK,
    AUTO,
    NEVER
  }

  @Override
  ExitCode execute() throws SQLException {
    List<Rebuild.Result> results = new ArrayList<>();
    try (ReadModels models = tools().named(projection, parallel, meter())) {
      boolean several = models.list().size() > 1;
      List<ReadModel> toDo = resume && several ? models.afterInterruption() : models.list();
      models.list().stream()
          .filter(each -> !toDo.contains(each))
          .forEach(each -> note(each.name() + ": done before the interruption"));
      for (ReadModel each : toDo) {
        boolean goesOn = resume && (!several || each.remains() == Remains.LOADED);
        results.add(each.rebuild(goesOn, this::decide));
      }
    }
    print(results, results.stream().map(RebuildText::result).collect(Collectors.joining("\n")));
    return exitCode(results);
  }

  private static ExitCode exitCode(List<Rebuild.Result> results) {
    List<Rebuild.Result> differed =
        results.stream().filter(result -> !result.comparison().isEqual()).toList();
    if (differed.isEmpty()) {
      return ExitCode.OK;
    }
    return differed.stream().allMatch(Rebuild.Result::swapped)
        ? ExitCode.REPLACED
        : ExitCode.FAILED;
  }

  private boolean decide(Comparison comparison) {
    note(RebuildText.comparison(comparison, "log"));
    if (requireEqual && !comparison.isEqual()) {
      return false;
    }
    return switch (swap) {
      case AUTO -> true;
      case NEVER -> false;
      case ASK ->
          confirms("Make the rebuilt '%s' active? [y/N] ".formatted(comparison.projection()));
    };
  }
}
