package io.cogniscribe.replay.backup;

import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.DatabaseLogin;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Backs up the tables into one file, by {@code pg_dump} and {@code pg_restore}.
 *
 * @param owner the login that runs them
 * @param settings returns the setting of a name, if it is set
 */
public record TablesBackup(Database owner, Function<String, Optional<String>> settings) {

  private static final String FILE = "postgres.dump";
  private static final String UNKNOWN_ROLE = "42704";

  /**
   * Writes the tables into the folder. The file gets its name only when it is complete.
   *
   * @return the file
   */
  public Path backUp(Path folder) throws IOException {
    // A query tells a server that does not answer from a pg_dump that fails.
    execute("SELECT 1");
    Path partial = folder.resolve(FILE + ".partial");
    run("pg_dump", "PG_DUMP", database("--format=custom", "--file=" + partial));
    return Files.move(partial, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Replaces the tables with those of a backup, all of them or none.
   *
   * @throws BackupException when there is no backup, or the roles are missing
   */
  public void restore(Path folder) {
    String file = folder.resolve(FILE).toString();
    // Checks that the program runs and can read the file, before anything is changed.
    run("pg_restore", "PG_RESTORE", List.of("--list", file));
    // A backup only grants. New tables would keep the default rights of the schema, and the
    // query-service's login could read passwords. The backup restores the default rights after its
    // tables.
    execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM %s, %s"
            .formatted(DatabaseLogin.PROJECTOR, DatabaseLogin.QUERY));
    run(
        "pg_restore",
        "PG_RESTORE",
        database("--clean", "--if-exists", "--single-transaction", "--exit-on-error", file));
  }

  private List<String> database(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--dbname=" + owner.jdbcUrl().replaceFirst("^jdbc:", ""));
    arguments.add("--username=" + owner.user());
    arguments.add("--no-password");
    arguments.addAll(List.of(more));
    return arguments;
  }

  private void run(String name, String variable, List<String> arguments) {
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(settings.apply(variable).orElse(name));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Other users can see the arguments of a process, but not its environment.
    builder.environment().put("PGPASSWORD", owner.password());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BackupException("%s failed: %s".formatted(name, output.strip()));
      }
    } catch (IOException e) {
      throw new BackupException(
          "%s. Install PostgreSQL's client programs of the server's version or later, or set %s"
              .formatted(e.getMessage(), variable),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackupException("interrupted", e);
    }
  }

  private void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (UNKNOWN_ROLE.equals(e.getSQLState())) {
        throw new BackupException(e.getMessage() + ". Run 'db init' first.", e);
      }
      throw new UnavailableException(
          "PostgreSQL does not answer. Start it, or correct DATABASE_URL and DATABASE_OWNER_URL.",
          e);
    }
  }
}
