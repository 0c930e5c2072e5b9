package io.cogniscribe.projections.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.DatabaseLogin;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the permissions of the services' roles on the tables, above all the missing ones. */
@RealServers
final class RolesTest {

  private static final String DENIED = "42501";

  private static final String INSERT =
      """
      INSERT INTO %s (id, actor_kind, actor_id, action, resource_type, status, correlation_id,
        created_at)
      VALUES (gen_random_uuid(), 'system', 'x', 'login', 'user', 'success', gen_random_uuid(), '%s')
      """;

  /** Tables that the services cannot access, or only in part. */
  private static final Set<String> OWNERS_OWN = Set.of("flyway_schema_history");

  private static final Set<String> APPENDED_ONLY = Set.of("audit_logs");
  private static final Set<String> READ_ONLY = Set.of("audit_horizon");

  private final Backend backend;
  private final DataSource projector;
  private final DataSource query;

  RolesTest(TestServers servers) throws SQLException {
    backend = Backend.on(servers);
    projector = as(Backend.PROJECTOR);
    query = as(Backend.QUERY);
    run(projector, "SELECT ensure_audit_month('2026-01-15'), ensure_audit_month('2026-02-15')");
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void theQueryRoleReadsEveryTableAndChangesNone() throws SQLException {
    for (String table : tables()) {
      for (String column : columns(table)) {
        if (!column.equals("hashed_password")) {
          run(query, "SELECT \"%s\" FROM %s".formatted(column, table));
        }
      }
      refused(query, "INSERT INTO %s DEFAULT VALUES".formatted(table));
      refused(query, "UPDATE %s SET %s".formatted(table, anyChange(table)));
      refused(query, "DELETE FROM %s".formatted(table));
      refused(query, "TRUNCATE %s".formatted(table));
      refused(query, "DROP TABLE %s".formatted(table));
    }
  }

  @Test
  void theQueryRoleReadsNoPassword() throws SQLException {
    refused(query, "SELECT hashed_password FROM users");
    refused(query, "SELECT * FROM users");
    refused(query, "SELECT count(*) FROM users WHERE hashed_password LIKE '$argon2id$%'");
    run(query, "SELECT count(*) FROM users");
  }

  @Test
  void theQueryRoleMakesNoMonth() {
    refused(query, "SELECT ensure_audit_month('2026-03-15')");
  }

  @Test
  void theProjectorsRoleChangesRowsOfEveryTableButTheAuditLog() throws SQLException {
    for (String table : tables()) {
      run(projector, "SELECT * FROM %s".formatted(table));
      if (READ_ONLY.contains(table)) {
        refused(projector, "UPDATE %s SET %s".formatted(table, anyChange(table)));
        refused(projector, "DELETE FROM %s".formatted(table));
        continue;
      }
      if (!APPENDED_ONLY.contains(table)) {
        run(projector, "UPDATE %s SET %s".formatted(table, anyChange(table)));
        run(projector, "DELETE FROM %s".formatted(table));
      }
      assertThat(
              backend.query(
                  "SELECT has_table_privilege(?, ?, 'INSERT') AS granted",
                  DatabaseLogin.PROJECTOR,
                  table))
          .as(table)
          .containsExactly(Map.of("granted", true));
    }
  }

  @Test
  void theAuditLogIsAppendedToAndNothingElse() throws SQLException {
    run(projector, INSERT.formatted("audit_logs", "2026-01-15"));

    refused(projector, "UPDATE audit_logs SET action = 'x'");
    refused(projector, "DELETE FROM audit_logs");
    refused(projector, "TRUNCATE audit_logs");
    assertThat(backend.query("SELECT action FROM audit_logs"))
        .containsExactly(Map.of("action", "login"));
  }

  @Test
  void noMonthOfTheAuditLogIsReachedByItsOwnName() throws SQLException {
    assertThat(months()).containsExactly("audit_logs_2026_01", "audit_logs_2026_02");
    for (String month : months()) {
      for (DataSource role : List.of(projector, query)) {
        refused(role, INSERT.formatted(month, month.substring(11).replace('_', '-') + "-15"));
        refused(role, "UPDATE %s SET action = 'x'".formatted(month));
        refused(role, "DELETE FROM %s".formatted(month));
        refused(role, "TRUNCATE %s".formatted(month));
        refused(role, "DROP TABLE %s".formatted(month));
        refused(role, "ALTER TABLE audit_logs DETACH PARTITION %s".formatted(month));
      }
    }
  }

  @Test
  void nobodyButTheOwnerChangesTheShapeOfAnything() throws SQLException {
    for (DataSource role : List.of(projector, query)) {
      for (String table : tables()) {
        refused(role, "DROP TABLE %s".formatted(table));
        refused(role, "TRUNCATE %s".formatted(table));
        refused(role, "ALTER TABLE %s ADD COLUMN more text".formatted(table));
        refused(role, "CREATE INDEX ON %s (%s)".formatted(table, columns(table).getFirst()));
      }
      refused(role, "CREATE TABLE public.mine (id int)");
      refused(role, "CREATE TEMPORARY TABLE mine (id int)");
      refused(role, "CREATE SCHEMA mine");
      refused(role, "DROP FUNCTION ensure_audit_month(timestamptz, name)");
      refused(role, "CREATE ROLE another");
      refused(role, "SELECT * FROM flyway_schema_history");
      refused(role, "SET ROLE cogniscribe");
    }
  }

  @Test
  void aTableOfALaterMigrationIsCoveredByTheRule() throws SQLException {
    backend.execute("CREATE TABLE of_tomorrow (id int)");

    run(projector, "INSERT INTO of_tomorrow VALUES (1)");
    run(projector, "UPDATE of_tomorrow SET id = 2");
    run(query, "SELECT id FROM of_tomorrow");
    refused(query, "DELETE FROM of_tomorrow");
    run(projector, "DELETE FROM of_tomorrow");
  }

  @Test
  void rolesThatAreThereAlreadyAndAnotherDatabaseAreNoObstacle() {
    backend.recreateTables();

    assertThat(backend.query("SELECT * FROM users")).isEmpty();
  }

  @Test
  void manyProjectorsAtOnceGiveTheRolesTheirNewPasswords() throws SQLException {
    List<DatabaseLogin> changed =
        List.of(
            new DatabaseLogin(DatabaseLogin.PROJECTOR, "another-password"),
            new DatabaseLogin(DatabaseLogin.QUERY, "yet-another-password"));

    CompletableFuture<?>[] projectors =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.runAsync(
                    () -> new RoleLogins(backend.database(), changed).ensure()))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(projectors).join();

    for (DatabaseLogin login : changed) {
      run(as(login), "SELECT 1");
    }
    assertThatThrownBy(() -> run(as(Backend.QUERY), "SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void aPasswordIsStoredAsAVerifierAndKeptByARestart() {
    String stored = "SELECT rolpassword FROM pg_authid WHERE rolname = 'cogniscribe_query'";
    List<Map<String, @Nullable Object>> before = backend.query(stored);

    new RoleLogins(backend.database(), List.of(Backend.QUERY)).ensure();

    assertThat(backend.query(stored)).isEqualTo(before);
    assertThat(before).singleElement().asString().contains("SCRAM-SHA-256$");
  }

  @Test
  void anOwnerWhoIsNoSuperuserMakesTablesAndRoles() throws SQLException {
    backend.execute("CREATE ROLE landlord LOGIN CREATEROLE PASSWORD 'landlord'");
    backend.execute("CREATE DATABASE managed OWNER landlord");
    Database managed =
        new Database(
            backend.database().jdbcUrl().replaceFirst("/[^/?]*($|\\?)", "/managed$1"),
            "landlord",
            "landlord");

    new Migrations(DatabasePool.unpooled(managed)).migrate();

    DataSource reader =
        DatabasePool.unpooled(
            new Database(managed.jdbcUrl(), Backend.QUERY.role(), Backend.QUERY.password()));
    run(reader, "SELECT id FROM users");
    refused(reader, "SELECT hashed_password FROM users");
  }

  private DataSource as(DatabaseLogin login) {
    return DatabasePool.unpooled(
        new Database(backend.database().jdbcUrl(), login.role(), login.password()));
  }

  private static void run(DataSource role, String sql) throws SQLException {
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void refused(DataSource role, String sql) {
    assertThatThrownBy(() -> run(role, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
  }

  /** Returns every table of the product, including new ones. */
  private List<String> tables() {
    List<String> tables = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        backend.query(
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
              AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
            """)) {
      String table = String.valueOf(row.get("relname"));
      if (!OWNERS_OWN.contains(table)) {
        tables.add(table);
      }
    }
    assertThat(tables).containsAll(Migrations.TABLES);
    return tables;
  }

  private List<String> columns(String table) {
    return backend
        .query(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            table)
        .stream()
        .map(row -> String.valueOf(row.get("attname")))
        .toList();
  }

  private String anyChange(String table) {
    String column = columns(table).getFirst();
    return "\"%1$s\" = \"%1$s\"".formatted(column);
  }

  private List<String> months() {
    return backend
        .query(
            "SELECT inhrelid::regclass::text AS part FROM pg_inherits"
                + " WHERE inhparent = 'audit_logs'::regclass ORDER BY 1")
        .stream()
        .map(row -> String.valueOf(row.get("part")))
        .toList();
  }
}
