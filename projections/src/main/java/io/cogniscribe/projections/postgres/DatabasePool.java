package io.cogniscribe.projections.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for projections. The session settings on which statements rely are set after
 * connecting, because parameters in a URL replace those that the driver sends, and because a role,
 * a database or a server may have other defaults.
 */
public final class DatabasePool {

  private static final int CONNECTIONS = 6;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  /** The schema of the tables that readers see. */
  public static final String ACTIVE_SCHEMA = "public";

  private static final String IN_SCHEMA = "SELECT set_config('search_path', '%s', false);\n";

  private static final String AS_PROJECTIONS =
      """
      SELECT set_config('synchronous_commit', 'off', false),
        set_config('plan_cache_mode', 'force_custom_plan', false);
      """;

  /**
   * Turns off the time limits after which PostgreSQL ends a statement, a transaction or an idle
   * session. Names that the server does not know are ignored.
   */
  private static final String WITHOUT_TIME_LIMITS =
      """
      SELECT set_config(name, '0', false) FROM pg_settings
      WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
        'idle_in_transaction_session_timeout', 'idle_session_timeout')
      """;

  private DatabasePool() {}

  /**
   * Opens a pool that connects on first use.
   *
   * <p>Its commits do not wait for the disk. After a crash, PostgreSQL may lose the last commits,
   * rows and positions together, and the projector applies the events again from the log. Only
   * projections may use this setting.
   *
   * <p>Its statements are planned each time they run. A cached plan that was made for empty tables
   * would use sequential scans on large tables until they are analysed. Planning costs far less
   * than that.
   */
  public static HikariDataSource open(Database database) {
    HikariConfig config =
        config(
            database,
            CONNECTIONS,
            "projector",
            IN_SCHEMA.formatted(ACTIVE_SCHEMA) + AS_PROJECTIONS);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
    return new HikariDataSource(config);
  }

  /**
   * Opens a pool whose statements use the tables of one schema only; each connection is checked.
   * The server's time limits are turned off, because an index of millions of rows takes long to
   * build.
   *
   * @param schema a name that needs no quotes; must exist when the first connection is requested
   */
  public static HikariDataSource open(Database database, String schema, int connections) {
    String session = IN_SCHEMA.formatted(schema) + AS_PROJECTIONS + WITHOUT_TIME_LIMITS;
    return new SchemaPool(config(database, connections, "replay", session), schema);
  }

  private static HikariConfig config(
      Database database, int connections, String name, String session) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(session);
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("tcpKeepAlive", true);
    return config;
  }

  /** Returns a data source without a pool, for one-time work of the owner. */
  public static DataSource unpooled(Database database) {
    PGSimpleDataSource dataSource = new OwnerDataSource();
    dataSource.setURL(database.jdbcUrl());
    dataSource.setUser(database.user());
    dataSource.setPassword(database.password());
    dataSource.setApplicationName("projector-owner");
    dataSource.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
    dataSource.setTcpKeepAlive(true);
    return dataSource;
  }

  /** Connections to the active schema, without time limits. Commits wait for the disk. */
  private static final class OwnerDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      Connection connection = super.getConnection(user, password);
      try (Statement statement = connection.createStatement()) {
        statement.execute(IN_SCHEMA.formatted(ACTIVE_SCHEMA) + WITHOUT_TIME_LIMITS);
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
  }
}
