package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.audit.AuditRetention;
import io.cogniscribe.projections.postgres.DatabasePool;
import io.cogniscribe.projections.postgres.DatabaseSetup;
import io.cogniscribe.projections.postgres.Migrations;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.redis.RedisRemoval;
import io.cogniscribe.replay.rebuild.RedisAsking;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.UnavailableException;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands for tables and keys. They are disposable: the log gives them again. */
@Command(
    name = "db",
    description = "The tables: create, fill with a demo account, remove, look at.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DbCommand {

  private final Settings settings;

  @Spec private CommandSpec spec = CommandSpec.create();

  DbCommand(Settings settings) {
    this.settings = settings;
  }

  @Command(
      description =
          "Creates the tables, or brings them to today's shape; rows stay. The projector does so when it "
              + "starts.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = HelpText.EXIT_CODES,
      exitCodeList = {HelpText.DONE, HelpText.FAILED, HelpText.WRONGLY, HelpText.NO_ANSWER},
      footerHeading = HelpText.EXAMPLES,
      footer = {"  ./cogniscribe db init"})
  int init() {
    return withDatabase(dataSource -> migrate(dataSource));
  }

  @Command(
      description =
          "Creates the tables, and registers the account demo_user with password demo_password_123. "
              + "The tables are folded from the log, so the account is registered like any other: "
              + "by the running command-service.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = HelpText.EXIT_CODES,
      exitCodeList = {HelpText.DONE, HelpText.FAILED, HelpText.WRONGLY, HelpText.NO_ANSWER},
      footerHeading = HelpText.EXAMPLES,
      footer = {"  ./cogniscribe db demo"})
  int demo(
      @Option(
              names = "--gateway",
              paramLabel = "URL",
              description = "Where clients reach the backend; GATEWAY_URL unless given.")
          String gateway) {
    URI address = gateway == null ? defaultGateway() : URI.create(gateway);
    return withDatabase(dataSource -> {
      migrate(dataSource);
      out().println(new DemoAccount(address).register());
      return ExitCode.OK.number();
    });
  }

  @Command(
      description =
          "Removes every table of the product, and empties the databases of Redis that projections "
              + "write (REDIS_URL and the next one). The log stays: running projections fill Redis again at "
              + "once, and the tables after 'db init' or a restart. How far back the audit log is kept stays, "
              + "too. Nothing is removed when Redis holds keys of another program.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = HelpText.EXIT_CODES,
      exitCodeList = {
        HelpText.DONE,
        HelpText.FAILED,
        "2:called wrongly, or not confirmed",
        HelpText.NO_ANSWER
      },
      footerHeading = HelpText.EXAMPLES,
      footer = {"  ./cogniscribe db drop --yes"})
  int drop(
      @Option(names = "--yes", description = "Confirms that tables and keys may go.")
          boolean confirmed) {
    if (!confirmed) {
      spec.commandLine().getErr().println("Nothing was removed: confirm with 'db drop --yes'");
      return ExitCode.USAGE.number();
    }
    Optional<RedisRemoval> keys =
        settings
            .redisIfSet()
            .map(_ -> new RedisRemoval(settings.redisForReplay(), ProjectionCatalogue.intoRedis()));
    return withDatabase(dataSource -> {
      RedisAsking.answer(() -> check(keys));
      new Migrations(dataSource).drop();
      RedisAsking.answer(() -> remove(keys));
      out()
          .println(
              keys.isPresent()
                  ? "The tables are removed, and Redis is empty; 'db init' creates the tables again."
                  : "The tables are removed; 'db init' creates them again.");
      return ExitCode.OK.number();
    });
  }

  private static Optional<RedisRemoval> check(Optional<RedisRemoval> keys) {
    keys.ifPresent(RedisRemoval::requireOurs);
    return keys;
  }

  private static Optional<RedisRemoval> remove(Optional<RedisRemoval> keys) {
    keys.ifPresent(RedisRemoval::run);
    return keys;
  }

  @Command(
      name = "drop-audit",
      description =
          "Drops whole months of the audit log from the tables, never from the log. "
              + "The month from which on it is kept is recorded: no fold of the log brings back what was "
              + "before, and it only ever moves forward. Without --yes it only shows what would go.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = HelpText.EXIT_CODES,
      exitCodeList = {
        HelpText.DONE,
        HelpText.FAILED,
        "2:called wrongly, or not confirmed",
        HelpText.NO_ANSWER
      },
      footerHeading = HelpText.EXAMPLES,
      footer = {
        "  ./cogniscribe db drop-audit --before 2026-01",
        "  ./cogniscribe db drop-audit --before 2026-01 --yes"
      })
  int dropAudit(
      @Option(
              names = "--before",
              required = true,
              paramLabel = "YYYY-MM",
              description = "The first month (UTC) that is kept; at most the current one.")
          YearMonth keptFrom,
      @Option(
              names = "--by",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who does it, to be recorded; the user's name unless given.")
          String by,
      @Option(names = "--yes", description = "Confirms that the months may go.")
          boolean confirmed) {
    PrintWriter err = spec.commandLine().getErr();
    if (keptFrom.isAfter(YearMonth.now(ZoneOffset.UTC))) {
      err.println("Nothing was removed: the current month stays; name it or an earlier one");
      return ExitCode.USAGE.number();
    }
    DropAudit months = new DropAudit(keptFrom, by);
    return withDatabase(dataSource -> {
      AuditRetention retention = DropAudit.retention(dataSource);
      if (confirmed) {
        months.run(retention, out());
        return ExitCode.OK.number();
      }
      months.show(retention, out());
      err.println("Nothing was removed: confirm with --yes");
      return ExitCode.USAGE.number();
    });
  }

  @Command(
      description =
          "Shows the tables, how far each projection is, and what is parked. Changes nothing.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = HelpText.EXIT_CODES,
      exitCodeList = {HelpText.DONE, HelpText.FAILED, HelpText.WRONGLY, HelpText.NO_ANSWER},
      footerHeading = HelpText.EXAMPLES,
      footer = {"  ./cogniscribe db status"})
  int status() {
    return withDatabase(dataSource -> {
      new DatabaseStatus(dataSource).print(out());
      return ExitCode.OK.number();
    });
  }

  private int migrate(HikariDataSource dataSource) {
    DatabaseSetup setup = DatabaseSetup.of(settings, dataSource);
    setup.run();
    out().println("The tables are at version " + setup.migrations().version().orElse("none"));
    return ExitCode.OK.number();
  }

  private URI defaultGateway() {
    return URI.create(
        settings
            .value("GATEWAY_URL")
            .orElseGet(() -> "http://127.0.0.1:" + settings.port("GATEWAY_PORT", 8000)));
  }

  private int withDatabase(DatabaseWork work) {
    Database database = settings.databaseOwner().orElseGet(settings::database);
    try (HikariDataSource dataSource = DatabasePool.open(database)) {
      return work.with(dataSource);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof UnavailableException || !SqlErrors.mayPass(e)) {
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
      }
      throw new UnavailableException(
          "PostgreSQL does not answer: start it, or correct DATABASE_URL and DATABASE_OWNER_URL",
          e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** What a command does with the database; returns the exit code. */
  private interface DatabaseWork {
    int with(HikariDataSource dataSource) throws SQLException;
  }
}
