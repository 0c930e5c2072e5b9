package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.replay.Meter;
import io.cogniscribe.projector.replay.Plan;
import io.cogniscribe.projector.replay.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a rebuild would do. */
@Command(
    name = "plan",
    description = "Shows what a rebuild would read and write, and how long it takes.")
final class PlanCommand implements Callable<Integer> {

  private static final String SUPPRESSED =
      "Nothing was changed. No event is sent anywhere by a rebuild, and no e-mail.";

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  PlanCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    List<Plan> plans = new ArrayList<>();
    try (ReadModels models = tools.named(projection, 1, Meter.SILENT, report.command())) {
      for (ReadModel each : models.list()) {
        plans.add(each.plan());
      }
    }
    report.print(
        plans,
        plans.stream().map(Plan::text).collect(Collectors.joining("\n", "", "\n")) + SUPPRESSED);
    return ExitCode.OK.number();
  }
}
