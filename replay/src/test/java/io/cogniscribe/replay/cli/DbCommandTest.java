package io.cogniscribe.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import io.cogniscribe.testservers.server.ServerStack;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The output and exit codes of {@code db}. */
@RealServers
final class DbCommandTest {

  private final Map<String, String> settings = new HashMap<>();
  private final String jdbcUrl;
  private final String redisUrl;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  DbCommandTest(TestServers servers) {
    ServerStack fresh = servers.fresh();
    settings.put("DATABASE_URL", fresh.databaseUrl());
    jdbcUrl = fresh.jdbcUrl();
    redisUrl = fresh.redisUrl();
  }

  @Test
  void initCreatesTheTablesAndMayBeRepeated() {
    assertThat(run("db", "init")).isZero();
    assertThat(run("db", "init")).isZero();

    assertThat(out.toString()).contains("The tables are at version 14");
  }

  @Test
  void statusShowsTablesAndSaysWhenThereAreNone() {
    assertThat(run("db", "status")).isZero();
    assertThat(out.toString()).contains("There are no tables");

    run("db", "init");
    assertThat(run("db", "status")).isZero();
    assertThat(out.toString())
        .contains("Version of the tables: 14")
        .containsPattern("transcription_jobs +0 +[0-9]+ (bytes|kB)")
        .containsPattern("audit_logs +0 +[0-9]+ (bytes|kB)")
        .containsPattern("projection +topic +partition +next_offset");
  }

  @Test
  void dropAsksFirstAndThenLeavesNothing() {
    run("db", "init");

    assertThat(run("db", "drop")).isEqualTo(2);
    assertThat(err.toString()).contains("--yes");
    assertThat(run("db", "drop", "--yes")).isZero();
    assertThat(run("db", "drop", "--yes")).isZero();

    assertThat(run("db", "status")).isZero();
    assertThat(out.toString()).contains("There are no tables");
  }

  @Test
  void emptiesRedisWhenTablesAreDroppedAndNothingWhenAnotherProgramUsesIt() {
    run("db", "init");
    settings.put("REDIS_URL", redisUrl);
    try (RedisClient redis = RedisClient.create(URI.create(redisUrl))) {
      redis.set("session:1", "x");
      redis.set("another:program", "x");

      assertThat(run("db", "drop", "--yes")).isEqualTo(1);

      assertThat(err.toString()).contains("nothing was removed", "'another:program'");
      assertThat(redis.dbSize()).isEqualTo(2);
      redis.del("another:program");
      redis.set("counter:jobs:completed", "1");
      redis.set("projection:live:positions", "x");

      assertThat(run("db", "drop", "--yes")).isZero();

      assertThat(redis.dbSize()).isZero();
      assertThat(run("db", "status")).isZero();
      assertThat(out.toString()).contains("Redis is empty").contains("There are no tables");
    }
  }

  @Test
  void showsAllThatTheServerSaysWhenItRefuses() throws SQLException {
    run("db", "init");
    execute(
        """
        CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE 'no drops here' USING DETAIL = 'the detail', HINT = 'the hint'; END $$
        """);
    execute("CREATE EVENT TRIGGER refuse ON sql_drop EXECUTE FUNCTION refuse()");

    assertThat(run("db", "drop", "--yes")).isEqualTo(1);

    assertThat(err.toString()).contains("no drops here", "the detail", "the hint");
  }

  @Test
  void dropAuditShowsFirstWhatWouldGo() throws SQLException {
    run("db", "init");
    execute("SELECT ensure_audit_month('2026-01-15'), ensure_audit_month('2026-02-15')");

    assertThat(run("db", "drop-audit", "--before", "2026-02")).isEqualTo(2);
    assertThat(out.toString()).contains("1 months of audit_logs before 2026-02 would be dropped");
    assertThat(err.toString()).contains("Nothing was removed", "--yes");

    assertThat(run("db", "drop-audit", "--before", "2026-02", "--by", "ada", "--yes")).isZero();
    assertThat(out.toString())
        .contains("were dropped")
        .containsPattern("audit_logs_2026_01 +[0-9]+");

    assertThat(run("db", "status")).isZero();
    assertThat(out.toString()).containsPattern("audit_kept_from +dropped_by +dropped_at");
    assertThat(out.toString()).containsPattern("2026-02 +ada +2");
  }

  @Test
  void dropAuditKeepsTheCurrentMonthAndWantsAMonth() {
    run("db", "init");
    String next = YearMonth.now(ZoneOffset.UTC).plusMonths(1).toString();

    assertThat(run("db", "drop-audit", "--before", next, "--yes")).isEqualTo(2);
    assertThat(err.toString()).contains("the current month stays").hasLineCount(1);
    assertThat(run("db", "drop-audit", "--before", "yesterday", "--yes")).isEqualTo(2);
    assertThat(run("db", "drop-audit", "--yes")).isEqualTo(2);
  }

  @Tag("long")
  @Test
  void dropAuditSaysWhenTheAuditLogIsInUse() throws Exception {
    run("db", "init");
    execute("SELECT ensure_audit_month('2026-01-15')");
    try (Connection reader = DriverManager.getConnection(jdbcUrl)) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT count(*) FROM audit_logs");

      assertThat(run("db", "drop-audit", "--before", "2026-02", "--yes")).isEqualTo(3);
    }
    assertThat(err.toString()).contains("in use", "try again").hasLineCount(1);
  }

  @Test
  void withAnOwnerOfItsOwnInitLetsTheRolesIn() throws SQLException {
    String password = "t3st-0wner-Qx7vZk2mLw9bRj4hYc8nA";
    String url = Objects.requireNonNull(settings.get("DATABASE_URL"));
    settings.put("DATABASE_OWNER_URL", url);
    settings.put(
        "DATABASE_URL", url.replaceFirst("//[^@]*@", "//cogniscribe_projector:" + password + "@"));

    assertThat(run("db", "init")).isZero();

    String asProjector = jdbcUrl.replaceFirst("\\?.*", "");
    try (Connection connection =
        DriverManager.getConnection(asProjector, "cogniscribe_projector", password)) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void demoRegistersTheDemoUserByTheFrontDoor() throws IOException {
    AtomicReference<String> body = new AtomicReference<>();

    assertThat(demo(201, body)).isZero();

    assertThat(body.get()).contains("\"demo_user\"", "\"demo_password_123\"");
    assertThat(out.toString()).contains("Registered demo_user");
  }

  @Test
  void demoIsContentWithADemoUserThatExists() throws IOException {
    assertThat(demo(409, new AtomicReference<>())).isZero();
    assertThat(out.toString()).contains("exists already");
  }

  @Test
  void demoFailsWhenTheRegistrationIsRefused() throws IOException {
    assertThat(demo(422, new AtomicReference<>())).isEqualTo(1);
    assertThat(err.toString()).contains("HTTP 422");
  }

  @Test
  void demoSaysWhenTheBackendIsAway() {
    assertThat(run("db", "demo", "--gateway", "http://127.0.0.1:1")).isEqualTo(3);
    assertThat(err.toString()).contains("does not answer at http://127.0.0.1:1").hasLineCount(1);
  }

  @Test
  void aDatabaseThatIsAwayEndsWith3() {
    settings.put("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/none");

    assertThat(run("db", "status")).isEqualTo(3);
    assertThat(err.toString()).contains("PostgreSQL does not answer").hasLineCount(1);
  }

  @Test
  void aMissingSettingAndAnUnknownCommandEndWith2() {
    settings.clear();

    assertThat(run("db", "status")).isEqualTo(2);
    assertThat(err.toString()).contains("DATABASE_URL").hasLineCount(1);
    assertThat(run("db", "explode")).isEqualTo(2);
    assertThat(run("explode")).isEqualTo(2);
  }

  private int demo(int status, AtomicReference<String> body) throws IOException {
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/api/auth/register",
        exchange -> {
          body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    gateway.start();
    try {
      return run("db", "demo", "--gateway", "http://127.0.0.1:" + gateway.getAddress().getPort());
    } finally {
      gateway.stop(0);
    }
  }

  private int run(String command, String... arguments) {
    return Cli.run(Settings.of(settings), out, err, command, arguments);
  }
}
