package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.replay.Meter;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives back the space of generations that are not live. */
@Command(
    name = "prune",
    description = "Removes tables that are not live: those of before a swap, and unfinished ones.")
final class PruneCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      defaultValue = ReplayTools.ALL,
      description = "jobs, users, sessions, api-keys, audit, usage, or all (the default).")
  private String projection = ReplayTools.ALL;

  PruneCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    List<PostgresProjection<?>> named = tools.named(projection, report.command());
    try (HikariDataSource database = tools.connections()) {
      for (PostgresProjection<?> each : named) {
        tools.rebuild(database, 1, Meter.SILENT).prune(each);
      }
    }
    List<String> names = named.stream().map(PostgresProjection::name).toList();
    report.print(Map.of("pruned", names), "Removed; 'rollback' has nothing to go back to now.");
    return ExitCode.OK.number();
  }
}
