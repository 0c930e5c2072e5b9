package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.ProjectionCatalogue;
import io.cogniscribe.projector.engine.KafkaSource;
import io.cogniscribe.projector.postgres.DatabasePool;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.replay.Comparison;
import io.cogniscribe.projector.replay.Generation;
import io.cogniscribe.projector.replay.Plan;
import io.cogniscribe.projector.replay.PrintedMeter;
import io.cogniscribe.projector.replay.Rebuild;
import io.cogniscribe.projector.replay.RowDifference;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import java.io.Console;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an operator does when rows are in doubt: he folds the log again, and compares. */
@Command(
    name = "replay",
    description = {
      "Folds the log anew beside the running projections, proves that both are equal, swaps.",
      "",
      "The tables are a fold of the log, so they are never patched by hand: they are rebuilt.",
      "A rebuild fills tables of its own, and live goes on. Then live is compared with them row",
      "by row, at one position of the log, and they take its place in one transaction.",
      "The tables of before are kept for 'rollback' until 'prune'.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ReplayCommand {

  private static final String ALL = "all";

  /** The lease, the snapshot, the swap, and one to ask for positions. */
  private static final int CONNECTIONS = 4;

  private final Settings settings;

  @Spec private CommandSpec spec = CommandSpec.create();

  ReplayCommand(Settings settings) {
    this.settings = settings;
  }

  /** When the rebuilt tables become live. */
  enum SwapMode {
    ASK,
    AUTO,
    NEVER
  }

  @Command(description = "Shows what a rebuild would read and write, and how long it takes.")
  int plan(
      @Option(
              names = "--projection",
              paramLabel = "NAME",
              defaultValue = ALL,
              description = "jobs, users, sessions, audit, usage, or all (the default).")
          String projection)
      throws SQLException {
    try (HikariDataSource database = connections()) {
      for (PostgresProjection<?> each : named(projection)) {
        out().println(Plan.of(database, kafka(), each).text());
      }
    }
    out().println("Nothing was changed. No event is sent anywhere by a rebuild, and no e-mail.");
    return ExitCode.OK.number();
  }

  @Command(
      description = {
        "Folds the log from its start into tables beside the live ones, compares, and swaps.",
        "Exit code 1 when live was not what the log says."
      })
  int rebuild(
      @Option(
              names = "--projection",
              paramLabel = "NAME",
              defaultValue = ALL,
              description = "jobs, users, sessions, audit, usage, or all (the default).")
          String projection,
      @Option(
              names = "--swap",
              paramLabel = "ask|auto|never",
              defaultValue = "ask",
              description =
                  "Whether the rebuilt tables become live; without a terminal ask means never.")
          SwapMode swap,
      @Option(
              names = "--require-equal",
              description = "Swaps only what was equal, for a change that must change no row.")
          boolean requireEqual,
      @Option(
              names = "--resume",
              description = "Goes on with a rebuild that was interrupted after it had loaded.")
          boolean resume,
      @Option(
              names = "--parallel",
              paramLabel = "N",
              description = "How many partitions are folded at a time; the processors by default.")
          Integer parallel)
      throws SQLException {
    int workers = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
    boolean allEqual = true;
    try (HikariDataSource database = connections()) {
      for (PostgresProjection<?> each : named(projection)) {
        Rebuild.Result result =
            rebuild(database, workers).run(each, resume, decision(swap, requireEqual));
        print(result);
        allEqual &= result.comparison().isEqual();
      }
    }
    return (allEqual ? ExitCode.OK : ExitCode.FAILED).number();
  }

  @Command(
      description = "Makes the tables of before the last swap live again, once they caught up.")
  int rollback(
      @Option(names = "--projection", paramLabel = "NAME", required = true) String projection)
      throws SQLException {
    try (HikariDataSource database = connections()) {
      for (PostgresProjection<?> each : named(projection)) {
        rebuild(database, Runtime.getRuntime().availableProcessors()).rollBack(each);
        out().printf("%s: the previous tables are live again%n", each.name());
      }
    }
    return ExitCode.OK.number();
  }

  @Command(
      description =
          "Removes tables that are not live: those of before a swap, and unfinished ones.")
  int prune(
      @Option(names = "--projection", paramLabel = "NAME", defaultValue = ALL) String projection)
      throws SQLException {
    try (HikariDataSource database = connections()) {
      for (PostgresProjection<?> each : named(projection)) {
        rebuild(database, 1).prune(each);
      }
    }
    out().println("Removed; 'rollback' has nothing to go back to now.");
    return ExitCode.OK.number();
  }

  private Rebuild rebuild(HikariDataSource database, int parallel) {
    return new Rebuild(settings.database(), database, kafka(), parallel, new PrintedMeter(out()));
  }

  /** Who may make tables, and swap them. */
  private Database owner() {
    return settings.databaseOwner().orElseGet(settings::database);
  }

  /** Without a time limit for statements: millions of rows take a while to compare. */
  private HikariDataSource connections() {
    return DatabasePool.open(owner(), Generation.LIVE_SCHEMA, CONNECTIONS);
  }

  private KafkaSource kafka() {
    return new KafkaSource(
        settings.kafkaBootstrapServers(),
        KafkaSource.DEFAULT_POLL_RECORDS,
        settings.kafkaClientSettings());
  }

  private List<PostgresProjection<?>> named(String name) {
    List<PostgresProjection<?>> all = ProjectionCatalogue.intoPostgres(settings);
    List<PostgresProjection<?>> named =
        all.stream().filter(each -> name.equals(ALL) || each.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no projection '%s': name one of %s, or all"
              .formatted(name, all.stream().map(PostgresProjection::name).toList()));
    }
    return named;
  }

  private Predicate<Comparison> decision(SwapMode mode, boolean requireEqual) {
    return comparison -> {
      printComparison(comparison);
      if (requireEqual && !comparison.isEqual()) {
        return false;
      }
      return switch (mode) {
        case AUTO -> true;
        case NEVER -> false;
        case ASK -> ask(comparison.projection());
      };
    };
  }

  private static boolean ask(String projection) {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return terminal
        .map(console -> console.readLine("Make the rebuilt '%s' live? [y/N] ", projection))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
        .orElse(false);
  }

  private void printComparison(Comparison comparison) {
    PrintWriter out = out();
    out.printf(
        "%s: %,d rows compared, %,d differ%n",
        comparison.projection(), comparison.rows(), comparison.differences());
    for (RowDifference row : comparison.shown()) {
      out.printf("  %s %s: %s%n", row.table(), row.key(), kind(row.kind()));
      row.columns()
          .forEach(column ->
              out.printf(
                  "    %s: live %s, log %s%n", column.column(), column.live(), column.rebuilt()));
    }
    if (comparison.differences() > comparison.shown().size()) {
      out.printf("  and %,d more%n", comparison.differences() - comparison.shown().size());
    }
    comparison
        .healed()
        .forEach(key -> out.printf("  %s: parked live, today's code can apply it%n", key));
    comparison
        .sickened()
        .forEach(key -> out.printf("  %s: applied live, today's code has to park it%n", key));
    out.flush();
  }

  private static String kind(RowDifference.Kind kind) {
    return switch (kind) {
      case MISSING -> "missing in live";
      case SURPLUS -> "in live, not in the log";
      case DIFFERENT -> "differs";
    };
  }

  private void print(Rebuild.Result result) {
    String name = result.comparison().projection();
    out()
        .printf(
            "%s: %,d offsets folded in %.1f s (%,.0f/s), proved in %.1f s; %s%n",
            name,
            result.events(),
            result.fold().toMillis() / 1e3,
            result.events() * 1e3 / Math.max(1, result.fold().toMillis()),
            result.proof().toMillis() / 1e3,
            result.swapped()
                ? "live now; 'replay rollback --projection %s' goes back".formatted(name)
                : "not swapped; the tables are in the schema %s: 'replay rebuild --projection %s --resume --swap=auto' makes them live"
                    .formatted(Generation.REBUILT + name.replace('-', '_'), name));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
