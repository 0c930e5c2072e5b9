package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.ProjectionCatalogue;
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
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The commands for tables and keys, all of which can be rebuilt from the log. A command that is a
 * method must declare the help options itself, because picocli passes arguments by position.
 */
@Command(name = "db", description = "Creates, fills, removes and shows the tables.")
final class DbCommand {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Creates the tables, or brings them to the current version; rows stay. The "
              + "projector does so when it starts.",
      footer = {"  ./cogniscribe db init"})
  int init() {
    return withDatabase(dataSource -> migrate(dataSource));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Creates the tables, and registers the account demo_user with password "
              + "demo_password_123. The running command-service registers it like any other "
              + "account.",
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
      mixinStandardHelpOptions = true,
      description =
          "Removes all tables of the product, and empties the Redis databases that "
              + "projections write (REDIS_URL and the next one). The log stays. Running "
              + "projections rebuild Redis at once, and the tables after 'db init' or a restart. "
              + "The recorded retention of the audit log stays, too. Removes nothing when Redis "
              + "holds keys of another program.",
      exitCodeList = "2:called wrongly, or not confirmed",
      footer = {"  ./cogniscribe db drop --yes"})
  int drop(
      @Option(names = "--yes", description = "Confirms the removal of tables and keys.")
          boolean confirmed) {
    if (!confirmed) {
      spec.commandLine().getErr().println("Nothing was removed. Confirm with 'db drop --yes'.");
      return ExitCode.USAGE.number();
    }
    Optional<RedisRemoval> keys =
        settings()
            .redisIfSet()
            .map(_ ->
                new RedisRemoval(settings().redisForReplay(), ProjectionCatalogue.intoRedis()));
    return withDatabase(dataSource -> {
      onKeys(keys, RedisRemoval::requireOurs);
      new Migrations(dataSource).drop();
      onKeys(keys, RedisRemoval::run);
      out()
          .println(
              keys.isPresent()
                  ? "The tables are removed, and Redis is empty. Create the tables with 'db init'."
                  : "The tables are removed. Create them with 'db init'.");
      return ExitCode.OK.number();
    });
  }

  private static void onKeys(Optional<RedisRemoval> keys, Consumer<RedisRemoval> action) {
    RedisAsking.answer(() -> {
      keys.ifPresent(action);
      return keys;
    });
  }

  @Command(
      name = "drop-audit",
      mixinStandardHelpOptions = true,
      description =
          "Drops whole months of audit events from the tables, but not from the log. "
              + "Records the first month that is kept, so that no rebuild brings back earlier "
              + "months; it can only move forward. Without --yes, only shows the months.",
      exitCodeList = "2:called wrongly, or not confirmed",
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
              description = "Operator to record; the user's name by default.")
          String by,
      @Option(names = "--yes", description = "Confirms that the months are dropped.")
          boolean confirmed) {
    PrintWriter err = spec.commandLine().getErr();
    if (keptFrom.isAfter(YearMonth.now(ZoneOffset.UTC))) {
      err.println("Nothing was removed: the current month stays. Name it or an earlier one.");
      return ExitCode.USAGE.number();
    }
    return withDatabase(dataSource -> {
      DropAudit months = new DropAudit(dataSource, keptFrom, out());
      if (confirmed) {
        months.run(by);
        return ExitCode.OK.number();
      }
      months.show();
      err.println("Nothing was removed. Confirm with --yes.");
      return ExitCode.USAGE.number();
    });
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows the tables, the position of each projection, and the number of parked "
              + "events. Changes nothing.",
      footer = {"  ./cogniscribe db status"})
  int status() {
    return withDatabase(dataSource -> {
      new DatabaseStatus(dataSource).print(out());
      return ExitCode.OK.number();
    });
  }

  private int migrate(HikariDataSource dataSource) {
    DatabaseSetup setup = DatabaseSetup.of(settings(), dataSource);
    setup.run();
    out().println("The tables are at version " + setup.migrations().version().orElse("none"));
    return ExitCode.OK.number();
  }

  private URI defaultGateway() {
    return URI.create(
        settings()
            .value("GATEWAY_URL")
            .orElseGet(() -> "http://127.0.0.1:" + settings().port("GATEWAY_PORT", 8000)));
  }

  private int withDatabase(DatabaseWork work) {
    Database database = settings().databaseOwner().orElseGet(settings()::database);
    try (HikariDataSource dataSource = DatabasePool.open(database)) {
      return work.with(dataSource);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof UnavailableException || !SqlErrors.mayPass(e)) {
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
      }
      throw new UnavailableException(
          "PostgreSQL does not answer. Start it, or correct DATABASE_URL and DATABASE_OWNER_URL.",
          e);
    }
  }

  private Settings settings() {
    return OperatorCommand.settings(spec);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Uses the database; returns the exit code. */
  private interface DatabaseWork {
    int with(HikariDataSource dataSource) throws SQLException;
  }
}
