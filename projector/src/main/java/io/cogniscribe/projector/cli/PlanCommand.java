package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.replay.Plan;
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
      description = "jobs, users, sessions, api-keys, audit, usage, or all (the default).")
  private String projection = ReplayTools.ALL;

  PlanCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    List<Plan> plans = new ArrayList<>();
    try (HikariDataSource database = tools.connections()) {
      for (PostgresProjection<?> each : tools.named(projection, report.command())) {
        plans.add(Plan.of(database, tools.kafka(), each));
      }
    }
    report.print(
        plans,
        plans.stream().map(Plan::text).collect(Collectors.joining("\n", "", "\n")) + SUPPRESSED);
    return ExitCode.OK.number();
  }
}
