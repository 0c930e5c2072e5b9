package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.rebuild.Moment;
import io.cogniscribe.replay.rebuild.Plan;
import io.cogniscribe.replay.rebuild.Plans;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description =
        "Shows the data that a rebuild would read and write, the disk space that it "
            + "needs, and its duration. Changes nothing. Reads events only to find those of a "
            + "job, a user or a moment.",
    footer = {
      "  ./cogniscribe replay plan",
      "  ./cogniscribe replay plan --projection jobs --projection progress",
      "  ./cogniscribe replay plan --job 0199f2a4-5b1c-7d3e-8f60-0123456789ab"
    })
final class PlanCommand extends ReportingCommand {

  private static final String NOTHING_CHANGED = "\nNothing was changed.";

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      converter = ProjectionName.class,
      description = ReadModels.NAMES + ", or all (the default).")
  private List<String> projections = new ArrayList<>();

  @ArgGroup private Part part = new Part();

  /** Selects a part of the log. */
  private static final class Part {

    @Option(
        names = "--as-of",
        paramLabel = "T",
        description = "Only the events that 'as-of T' would read, such as 2026-11-23T02:00:00Z.")
    private @Nullable String asOf;

    @Option(
        names = "--job",
        paramLabel = "ID",
        description = "Only one job: its events, and its rows in the active generation.")
    private @Nullable String job;

    @Option(
        names = "--user",
        paramLabel = "ID",
        description =
            "Only one user: the events of account, jobs and audit log, and the user's rows "
                + "in the active generation.")
    private @Nullable String user;
  }

  @Override
  ExitCode execute() throws SQLException {
    if (part.job != null) {
      UUID id = parsed(part.job, Target::id);
      print(new AggregatePlans(tools(), meter()).job(id));
    } else if (part.user != null) {
      UUID id = parsed(part.user, Target::id);
      print(new AggregatePlans(tools(), meter()).user(id));
    } else {
      Plans plans = Plans.of(plans());
      print(plans, plans.text() + NOTHING_CHANGED);
    }
    return ExitCode.OK;
  }

  private void print(AggregatePlans.Concerned concerned) {
    print(concerned, concerned.text() + NOTHING_CHANGED);
  }

  private List<Plan> plans() throws SQLException {
    if (part.asOf == null) {
      return ofRebuilds();
    }
    Moment moment = parsed(part.asOf, Moments::instant);
    try (HikariDataSource database = tools().connections()) {
      return tools().asOf(database, meter()).plan(tools().intoPostgres(projections), moment);
    }
  }

  private List<Plan> ofRebuilds() throws SQLException {
    List<Plan> plans = new ArrayList<>();
    for (String name : projections.isEmpty() ? List.of(ReplayTools.ALL) : projections) {
      try (ReadModels models = tools().named(name, 1, Meter.SILENT)) {
        for (ReadModel each : models.list()) {
          plans.add(each.plan());
        }
      }
    }
    return plans.stream().distinct().toList();
  }
}
