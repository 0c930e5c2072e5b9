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

/** Connections for projections. */
public final class DatabasePool {

  private static final int CONNECTIONS = 6;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  /** The schema of the tables that readers see. */
  public static final String ACTIVE_SCHEMA = "public";

  private DatabasePool() {}

  /**
   * A pool that connects when it is first asked.
   *
   * <p>Its commits do not wait for the disk. After a crash PostgreSQL may have lost the last ones,
   * rows and position together, and the log gives them again: no other use of this database could
   * afford that.
   *
   * <p>Its statements are planned each time they run. A plan that is kept was made for tables that
   * were empty, and reads a table that has grown from end to end until it is analysed: a batch
   * costs far more than its plan.
   */
  public static HikariDataSource open(Database database) {
    HikariConfig config =
        config(database, CONNECTIONS, "projector", Session.ofProjection(ACTIVE_SCHEMA));
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
    return new HikariDataSource(config);
  }

  /**
   * A pool whose statements mean the tables of one schema, and no others: each connection proves
   * it. They may last, whatever time limits the server sets: an index of millions of rows takes its
   * time.
   *
   * @param schema a name that needs no quotes; it exists when the first connection is asked for
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

  /** A connection for each request, closed after use: for the owner's work that is done once. */
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

  /** Connections to the active schema, for work of any length. */
  private static final class OwnerDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
        throws SQLException {
      return Session.prepare(super.getConnection(user, password), Session.ofOwner(ACTIVE_SCHEMA));
    }
  }
}
