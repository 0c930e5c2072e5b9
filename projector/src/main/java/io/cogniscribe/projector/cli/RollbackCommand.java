package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.replay.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to the generation of before. */
@Command(
    name = "rollback",
    description = "Makes the generation of before the last swap live again, once it has caught up.")
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
      for (ReadModel each : models.list()) {
        each.rollBack();
        report.note(each.name() + ": what was live before is live again");
      }
      report.print(
          Map.of("rolled_back", models.names()),
          "rolled back: " + String.join(", ", models.names()));
    }
    return ExitCode.OK.number();
  }
}
