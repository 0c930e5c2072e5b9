package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.replay.Comparison;
import io.cogniscribe.projector.replay.ReadModel;
import io.cogniscribe.projector.replay.ReadModel.Remains;
import io.cogniscribe.projector.replay.Rebuild;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Folds, compares, swaps. */
@Command(
    name = "rebuild",
    description = {
      "Folds the log from its start into tables or keys beside the live ones, compares, and swaps.",
      "Exit code 1 when live was not what the log says."
    })
final class RebuildCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  @Option(
      names = "--swap",
      paramLabel = "ask|auto|never",
      defaultValue = "ask",
      description = "Whether what is rebuilt becomes live; without a terminal ask means never.")
  private SwapMode swap = SwapMode.ASK;

  @Option(
      names = "--require-equal",
      description = "Swaps only what was equal, for a change that must change no row.")
  private boolean requireEqual;

  @Option(
      names = "--resume",
      description = {
        "Goes on with a rebuild that was interrupted after it had loaded. With 'all', passes over",
        "what was swapped in before, and loads anew what was not loaded."
      })
  private boolean resume;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many partitions are folded at a time; the processors by default.")
  private @Nullable Integer parallel;

  /** When what is rebuilt becomes live. */
  enum SwapMode {
    ASK,
    AUTO,
    NEVER
  }

  RebuildCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    int workers = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
    List<Rebuild.Result> results = new ArrayList<>();
    try (ReadModels models = tools.named(projection, workers, report.meter(), report.command())) {
      boolean several = models.list().size() > 1;
      List<ReadModel> toDo = resume && several ? models.afterInterruption() : models.list();
      models.list().stream()
          .filter(each -> !toDo.contains(each))
          .forEach(each -> report.note(each.name() + ": was done before the interruption"));
      for (ReadModel each : toDo) {
        boolean goesOn = resume && (!several || each.remains() == Remains.LOADED);
        results.add(each.rebuild(goesOn, this::decide));
      }
    }
    report.print(
        results, results.stream().map(RebuildText::result).collect(Collectors.joining("\n")));
    boolean allEqual = results.stream().allMatch(result -> result.comparison().isEqual());
    return (allEqual ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private boolean decide(Comparison comparison) {
    report.note(RebuildText.comparison(comparison));
    if (requireEqual && !comparison.isEqual()) {
      return false;
    }
    return switch (swap) {
      case AUTO -> true;
      case NEVER -> false;
      case ASK -> ask(comparison.projection());
    };
  }

  private static boolean ask(String name) {
    return Report.terminal()
        .map(console -> console.readLine("Make the rebuilt '%s' live? [y/N] ", name))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .orElse(false);
  }
}
