package io.cogniscribe.projections.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.Start;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.settings.Database;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The schema and the time limits of the connections that write tables. */
@RealServers
final class SchemaPoolTest {

  private static final String LIMITS =
      """
      SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',
        'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')
      """;

  private static final Map<String, String> NONE =
      Map.of(
          "statement_timeout", "0",
          "lock_timeout", "0",
          "transaction_timeout", "0",
          "idle_in_transaction_session_timeout", "0",
          "idle_session_timeout", "0");

  private final Backend backend;

  SchemaPoolTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void setsSchemaAndTimeLimitsWhenUrlAndDatabaseSetOthers() throws SQLException {
    Database database = withOptions("-c%20search_path=elsewhere%20-c%20lock_timeout=77s");
    backend.execute(
        """
        DO $$ BEGIN
          EXECUTE format('ALTER DATABASE %1$I SET statement_timeout = 88000', current_database());
          EXECUTE format('ALTER DATABASE %1$I SET transaction_timeout = 88000', current_database());
          EXECUTE format('ALTER DATABASE %1$I SET idle_session_timeout = 88000', current_database());
          EXECUTE format('ALTER DATABASE %1$I SET idle_in_transaction_session_timeout = 88000',
            current_database());
        END $$
        """);

    try (HikariDataSource replay = DatabasePool.open(database, "public", 1);
        HikariDataSource projections = DatabasePool.open(database)) {
      assertThat(limits(replay)).isEqualTo(NONE);
      assertThat(limits(DatabasePool.unpooled(database))).isEqualTo(NONE);
      assertThat(schema(replay)).isEqualTo("public");
      assertThat(schema(projections)).isEqualTo("public");
      assertThat(schema(DatabasePool.unpooled(database))).isEqualTo("public");
    }
  }

  @Test
  void handsOutNoConnectionWhenTheSchemaIsMissingOrAnotherProcessHasCreatedItAgain()
      throws SQLException {
    try (HikariDataSource pool = DatabasePool.open(backend.database(), "rebuilt_jobs", 1)) {
      assertThatThrownBy(pool::getConnection)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("uses the schema 'null' instead of 'rebuilt_jobs'");
      backend.execute("CREATE SCHEMA rebuilt_jobs");
      assertThat(schema(pool)).isEqualTo("rebuilt_jobs");

      backend.execute("DROP SCHEMA rebuilt_jobs");
      backend.execute("CREATE SCHEMA rebuilt_jobs");

      assertThatThrownBy(pool::getConnection)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("'rebuilt_jobs' was dropped and created again");
    }
  }

  @Test
  void claimsNoPositionWhenRowsWouldGoToAnotherSchema() {
    JobProjection jobs = new JobProjection();
    Map<TopicPartition, Start> starts =
        Map.of(new TopicPartition("jobs.events", 0), new Start("id", 0));

    assertThatThrownBy(
            () -> new PostgresStore<>(backend.dataSource(), jobs, "rebuilt_jobs").claim(starts))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("uses the schema 'public' instead of 'rebuilt_jobs'");

    assertThat(backend.query("SELECT FROM projection_positions")).isEmpty();
  }

  private Database withOptions(String options) {
    Database own = backend.database();
    return new Database(own.jdbcUrl() + "?options=" + options, own.user(), own.password());
  }

  private static String schema(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_schema()")) {
      row.next();
      return Objects.requireNonNull(row.getString(1));
    }
  }

  private static Map<String, String> limits(DataSource dataSource) throws SQLException {
    Map<String, String> limits = new TreeMap<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LIMITS)) {
      while (row.next()) {
        limits.put(row.getString(1), row.getString(2));
      }
    }
    return limits;
  }
}
