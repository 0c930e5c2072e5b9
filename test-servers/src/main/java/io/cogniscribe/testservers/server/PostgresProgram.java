package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.ChildCommand;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL 18. Its data folder is created on the first start. */
final class PostgresProgram implements Program {

  private final ServersConfig config;

  PostgresProgram(ServersConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void prepare() throws IOException {
    PostgresUser user = PostgresUser.current();
    new PostgresDataFolder(data(), config.log(name()), user)
        .prepare(PostgresBinaries.home(user.binaries()), config.durable());
  }

  @Override
  public ChildCommand command() throws IOException {
    PostgresUser user = PostgresUser.current();
    Path program = PostgresBinaries.home(user.binaries()).resolve("bin/postgres");
    List<String> arguments = new ArrayList<>(List.of(program.toString(), "-D", data().toString()));
    settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    // On INT, the postmaster disconnects its clients and writes a checkpoint; on TERM, it would
    // wait for the clients.
    return new ChildCommand(
        user.prefix(), arguments, Map.of(), config.log(name()), config.pidFile(name()), Signal.INT);
  }

  @Override
  public boolean isReady() {
    try {
      createDatabase();
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** The children of a killed server end soon after it, and keep its shared memory until then. */
  @Override
  public boolean isHeldUp(String lastWords) {
    return lastWords.contains("pre-existing shared memory block");
  }

  @Override
  public Signal stopSignal() {
    return Signal.INT;
  }

  private Map<String, String> settings() {
    String disk = config.durable() ? "on" : "off";
    return Map.ofEntries(
        Map.entry("listen_addresses", "127.0.0.1"),
        Map.entry("port", Integer.toString(config.ports().postgres())),
        Map.entry("unix_socket_directories", ""),
        Map.entry("max_connections", "100"),
        Map.entry("shared_buffers", "64MB"),
        Map.entry("max_wal_size", "512MB"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"),
        Map.entry("fsync", disk),
        Map.entry("synchronous_commit", disk),
        Map.entry("full_page_writes", disk));
  }

  /** Creates the default database as soon as the server answers, so that a ready server has it. */
  private void createDatabase() throws SQLException {
    PostgresAddress address = PostgresAddress.of(config.ports().postgres());
    try (Connection _ = connect(address)) {
      return;
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
    }
    try (Connection connection = connect(address.withDatabase("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database " + PostgresAddress.NAME);
    }
  }

  private static Connection connect(PostgresAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl() + "&connectTimeout=2&socketTimeout=5");
  }

  private Path data() {
    return config.data().resolve("postgres").toAbsolutePath();
  }
}
