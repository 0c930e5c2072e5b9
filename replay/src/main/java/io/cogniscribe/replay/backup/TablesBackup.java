package io.cogniscribe.replay.backup;

import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.DatabaseLogin;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tables in one file, by {@code pg_dump} and {@code pg_restore}.
 *
 * @param owner as whom it is done
 * @param settings the setting of a name, if any
 * @param path where the programs are looked for, as in {@code PATH}
 */
public record TablesBackup(
    Database owner, Function<String, Optional<String>> settings, String path) {

  private static final String FILE = "postgres.dump";

  /**
   * Writes the tables into the folder; the file has its name only once it is whole.
   *
   * @return the file
   */
  public Path backUp(Path folder) {
    ClientTool dump = tool("pg_dump", "PG_DUMP");
    Path file = folder.resolve(FILE);
    Path partial = folder.resolve(FILE + ".partial");
    dump.run(secret(), arguments("--format=custom", "--file=" + partial));
    try {
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces the tables by those in the folder, all of them or none.
   *
   * @throws BackupException when there is no backup, or the roles are missing
   */
  public void restore(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new BackupException("there is no " + file + ": name the folder of a backup");
    }
    ClientTool restore = tool("pg_restore", "PG_RESTORE");
    requireRoles();
    forgetDefaultRights();
    restore.run(
        secret(),
        arguments("--clean", "--if-exists", "--single-transaction", "--exit-on-error", file));
  }

  private ClientTool tool(String name, String variable) {
    Optional<Path> named = settings.apply(variable).map(Path::of);
    return ClientTool.find(name, variable, named, path, serverVersion());
  }

  /** Other programs see the arguments of this one, not its environment. */
  private Map<String, String> secret() {
    return Map.of("PGPASSWORD", owner.password());
  }

  private List<String> arguments(Object... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--dbname=" + owner.jdbcUrl().replaceFirst("^jdbc:", ""));
    arguments.add("--username=" + owner.user());
    arguments.add("--no-password");
    for (Object each : more) {
      arguments.add(each.toString());
    }
    return arguments;
  }

  private int serverVersion() {
    try (Connection connection = connect()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** What the backup grants needs somebody to be granted to. */
  private void requireRoles() {
    List<String> missing = new ArrayList<>();
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      for (String role : List.of(DatabaseLogin.PROJECTOR, DatabaseLogin.QUERY)) {
        statement.setString(1, role);
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            missing.add(role);
          }
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
    if (!missing.isEmpty()) {
      throw new BackupException(
          "the server has no role " + String.join(", ", missing) + ": run 'db init' first");
    }
  }

  /**
   * Tables that are made anew would first get the rights that the schema gives to every table, and
   * the backup, which grants, would not take any back: whoever serves reads could read passwords.
   * The backup brings these rules again, after its tables.
   */
  private void forgetDefaultRights() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM %s, %s"
              .formatted(DatabaseLogin.PROJECTOR, DatabaseLogin.QUERY));
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
  }

  private static UnavailableException unavailable(SQLException cause) {
    return new UnavailableException(
        "PostgreSQL does not answer: start it, or correct DATABASE_URL and DATABASE_OWNER_URL",
        cause);
  }
}
