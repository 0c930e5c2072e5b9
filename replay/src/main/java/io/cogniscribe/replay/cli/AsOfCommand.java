package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.replay.rebuild.AsOf;
import io.cogniscribe.replay.rebuild.Moment;
import io.cogniscribe.settings.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The tables as they were. */
@Command(
    name = "as-of",
    description = {
      "Makes the tables as they were at a moment, in a schema of their own, for people to query.",
      "",
      "A moment is an instant (2026-11-23T02:00:00Z: all that was recorded by then; each partition "
          + "ends before its first event that was recorded later), or the coordinates of one record or "
          + "more (jobs.events-3@120: up to that record and with it; other partitions to their end). "
          + "Live is left alone. The schema is for the owner and the role of the query-service to read.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      HelpText.DONE,
      "1:the log has no such moment, the name is not free, or it failed",
      HelpText.WRONGLY,
      HelpText.NO_ANSWER
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./cogniscribe replay as-of 2026-11-22T23:00:00Z --into last_night",
      "  ./cogniscribe replay as-of jobs.events-3@120 --into before --projection jobs",
      "  ./cogniscribe replay as-of --drop last_night"
    })
final class AsOfCommand implements Callable<Integer> {

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Parameters(paramLabel = "T|TOPIC-PARTITION@OFFSET", arity = "0..*", description = "The moment.")
  private List<String> moment = new ArrayList<>();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      description = "jobs, users, sessions, api-keys, audit, usage, or all (the default).")
  private List<String> projections = new ArrayList<>();

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** One thing at a time. */
  private static final class What {

    @Option(
        names = "--into",
        paramLabel = "SCHEMA",
        description = "The schema to make; one that as-of made before is replaced.")
    private @Nullable String into;

    @Option(
        names = "--drop",
        paramLabel = "SCHEMA",
        description = "Removes what as-of has made, whole or not.")
    private @Nullable String drop;

    @Option(names = "--list", description = "Shows what as-of has made.")
    private boolean list;
  }

  AsOfCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    if (what.into == null && !moment.isEmpty()) {
      throw new ParameterException(report.command(), "a moment goes with --into");
    }
    if (what.into != null) {
      make(what.into);
    } else if (what.drop != null) {
      drop(what.drop);
    } else if (what.list) {
      list();
    }
    return ExitCode.OK.number();
  }

  private void make(String schema) throws SQLException {
    if (moment.isEmpty()) {
      throw new ParameterException(report.command(), "of when? Name an instant, or a record");
    }
    Moment at = report.parsed(moment, Moments::parse);
    List<PostgresProjection<?>> named = tools.intoPostgres(projections, report.command());
    try (HikariDataSource database = tools.connections()) {
      AsOf.Result result = tools.asOf(database, report.meter()).make(named, at, schema);
      report.print(
          result,
          """
          %s of %s are in the schema %s
          %s
          Look with: SET search_path = %s; remove with: as-of --drop %s\
          """
              .formatted(result.tables(), at, schema, ends(result.next()), schema, schema));
    }
  }

  private static String ends(Map<String, Long> next) {
    return next.entrySet().stream()
        .map(entry -> "  %s before %d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private void drop(String schema) throws SQLException {
    try (HikariDataSource database = tools.connections()) {
      tools.asOf(database, report.meter()).drop(schema);
    }
    report.print(Map.of("dropped", schema), "The schema %s is gone".formatted(schema));
  }

  private void list() throws SQLException {
    try (HikariDataSource database = tools.connections()) {
      List<AsOf.Sandbox> sandboxes = tools.asOf(database, report.meter()).list();
      report.print(
          sandboxes,
          sandboxes.isEmpty()
              ? "There is none."
              : sandboxes.stream()
                  .map(each ->
                      "%s: %s as of %s, %s, begun %s"
                          .formatted(
                              each.schema(),
                              each.projection(),
                              each.moment(),
                              each.state(),
                              each.begunAt()))
                  .collect(Collectors.joining("\n")));
    }
  }
}
