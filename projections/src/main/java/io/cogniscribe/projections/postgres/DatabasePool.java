package io.cogniscribe.projections.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.settings.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Creates connection pools for projections. */
public final class DatabasePool {

  private static final int CONNECTIONS = 6;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  /** The schema of the tables that readers see. */
  public static final String ACTIVE_SCHEMA = "public";

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
        config(database, CONNECTIONS, "projector", Session.ofProjection(ACTIVE_SCHEMA));
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
    return new SchemaPool(
        config(database, connections, "replay", Session.ofReplay(schema)), schema);
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

  /** Connections to the active schema, without time limits. */
  private static final class OwnerDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      return Session.prepare(super.getConnection(user, password), Session.ofOwner(ACTIVE_SCHEMA));
    }
  }
}
