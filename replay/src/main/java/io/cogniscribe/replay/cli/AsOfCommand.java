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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "as-of",
    description = {
      "Makes the tables as of a moment, in a separate schema, for queries.",
      "",
      "A moment is an instant, such as 2026-11-23T02:00:00Z: each partition ends before "
          + "its first event that was recorded later. Or it is the coordinates of one or more "
          + "records, such as jobs.events-3@120: that partition ends after this record, the "
          + "others at their end. The active generation is not changed. The owner and the role "
          + "of the query-service can read the schema.",
      ""
    },
    exitCodeList = "1:the log has no such moment, the schema name is taken, or the command failed",
    footer = {
      "  ./cogniscribe replay as-of 2026-11-22T23:00:00Z --into last_night",
      "  ./cogniscribe replay as-of jobs.events-3@120 --into before --projection jobs",
      "  ./cogniscribe replay as-of --drop last_night"
    })
final class AsOfCommand extends ReportingCommand {

  @Parameters(paramLabel = "T|TOPIC-PARTITION@OFFSET", arity = "0..*", description = "The moment.")
  private List<String> moment = new ArrayList<>();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      description = "jobs, users, sessions, api-keys, audit, usage, or all (the default).")
  private List<String> projections = new ArrayList<>();

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** Accepts one of the options. */
  private static final class What {

    @Option(
        names = "--into",
        paramLabel = "SCHEMA",
        description = "The schema to make. Replaces a schema of this name that as-of made before.")
    private @Nullable String into;

    @Option(
        names = "--drop",
        paramLabel = "SCHEMA",
        description = "Removes a schema that as-of made, complete or not.")
    private @Nullable String drop;

    @Option(names = "--list", description = "Lists the schemas that as-of made.")
    private boolean list;
  }

  @Override
  ExitCode execute() throws SQLException {
    if (what.into == null && !moment.isEmpty()) {
      throw usageError("a moment needs --into");
    }
    if (what.into != null) {
      make(what.into);
    } else if (what.drop != null) {
      drop(what.drop);
    } else if (what.list) {
      list();
    }
    return ExitCode.OK;
  }

  private void make(String schema) throws SQLException {
    if (moment.isEmpty()) {
      throw usageError("the moment is missing. Name an instant or a record.");
    }
    Moment at = parsed(moment, Moments::parse);
    List<PostgresProjection<?>> named = tools().intoPostgres(projections);
    try (HikariDataSource database = tools().connections()) {
      AsOf.Result result = tools().asOf(database, meter()).make(named, at, schema);
      print(
          result,
          """
          %s of %s are in the schema %s
          %s
          Query it after: SET search_path = %s. Remove it with: as-of --drop %s\
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
    try (HikariDataSource database = tools().connections()) {
      tools().asOf(database, meter()).drop(schema);
    }
    print(Map.of("dropped", schema), "Removed the schema %s".formatted(schema));
  }

  private void list() throws SQLException {
    try (HikariDataSource database = tools().connections()) {
      List<AsOf.Sandbox> sandboxes = tools().asOf(database, meter()).list();
      print(
          sandboxes,
          sandboxes.isEmpty()
              ? "as-of has made no schema."
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
