package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to the generation of before. */
@Command(
    name = "rollback",
    description = "Makes the tables of before the last swap live again, once they caught up.")
final class RollbackCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      required = true,
      description = "jobs, users, sessions, api-keys, audit, usage, or all.")
  private String projection = ReplayTools.ALL;

  RollbackCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    int parallel = Runtime.getRuntime().availableProcessors();
    List<PostgresProjection<?>> named = tools.named(projection, report.command());
    try (HikariDataSource database = tools.connections()) {
      for (PostgresProjection<?> each : named) {
        tools.rebuild(database, parallel, report.meter()).rollBack(each);
        report.note(each.name() + ": the previous tables are live again");
      }
    }
    List<String> names = named.stream().map(PostgresProjection::name).toList();
    report.print(Map.of("rolled_back", names), "rolled back: " + String.join(", ", names));
    return ExitCode.OK.number();
  }
}
