package io.cogniscribe.projections.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.FaultyDataSource;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that old months of the audit log are dropped and never restored. */
@RealServers
final class AuditRetentionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final UUID JOB = UUID.randomUUID();
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  private final Backend backend;

  AuditRetentionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void theMonthsBeforeGoAndTheLaterOnesStay() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    List<Map<String, @Nullable Object>> kept = rowsSince("2026-03-01T00:00:00Z");

    List<AuditRetention.Month> dropped = retention(1).drop(MARCH, "ada");

    assertThat(dropped)
        .extracting(AuditRetention.Month::table)
        .containsExactly("audit_logs_2026_01", "audit_logs_2026_02");
    assertThat(rows()).hasSize(6).isEqualTo(kept);
    assertThat(horizon()).containsExactly("2026-03-01 by ada");
  }

  @Test
  void whatIsShownBeforehandIsWhatGoesAndShowingChangesNothing() throws Exception {
    projectOneRecordOfEachMonthUntilMay();

    List<AuditRetention.Month> shown = retention(1).before(MARCH);

    assertThat(rows()).hasSize(10);
    assertThat(horizon()).isEmpty();
    assertThat(retention(1).drop(MARCH, "ada")).isEqualTo(shown);
  }

  @Test
  void aFoldOfTheWholeLogIntoNewTablesIsEqualToWhatIsKept() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    retention(1).drop(MARCH, "ada");
    List<Map<String, @Nullable Object>> kept = rows();

    backend.recreateTables();
    // A loop checks its position only when it has records to read.
    backend
        .log()
        .audit(JOB, Events.audited(USER, JOB, Instant.parse("2026-02-10T00:00:00Z"), null))
        .commit();
    backend.awaitCaughtUp("audit");

    assertThat(rows()).hasSize(6).isEqualTo(kept);
    assertThat(months())
        .containsExactly("audit_logs_2026_03", "audit_logs_2026_04", "audit_logs_2026_05");
    assertThat(horizon()).containsExactly("2026-03-01 by ada");
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void aRecordThatComesLateIsPassedOverAndItsBatchGoesOn() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    retention(1).drop(MARCH, "ada");

    backend
        .log()
        .audit(JOB, Events.audited(USER, JOB, Instant.parse("2026-02-28T23:59:59.999999Z"), null))
        .audit(JOB, Events.audited(USER, JOB, Instant.parse("2026-03-01T00:00:00Z"), null))
        .audit(JOB, Events.audited(USER, JOB, Instant.parse("2025-07-15T00:00:00Z"), null))
        .commit();
    backend.awaitCaughtUp("audit");

    assertThat(rows()).hasSize(7);
    assertThat(backend.query("SELECT min(created_at) AS oldest FROM audit_logs"))
        .containsExactly(Map.of("oldest", Instant.parse("2026-03-01T00:00:00Z")));
    assertThat(months()).doesNotContain("audit_logs_2026_02", "audit_logs_2025_07");
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @Test
  void theHorizonNeverGoesBack() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    retention(1).drop(MARCH, "ada");

    assertThat(retention(1).drop(YearMonth.of(2026, 2), "grace")).isEmpty();
    assertThat(retention(1).drop(MARCH, "grace")).isEmpty();

    assertThat(horizon()).containsExactly("2026-03-01 by ada");
    assertThat(rows()).hasSize(6);
  }

  @Test
  void manyWhoDropAtOnceLeaveWhatTheMostEagerOneLeaves() {
    projectOneRecordOfEachMonthUntilMay();

    CompletableFuture<?>[] operators =
        IntStream.rangeClosed(1, 5)
            .mapToObj(month -> CompletableFuture.runAsync(() -> drop(YearMonth.of(2026, month))))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(operators).join();

    assertThat(horizon()).containsExactly("2026-05-01 by 2026-05");
    assertThat(months()).containsExactly("audit_logs_2026_05");
    assertThat(rows()).hasSize(2);
  }

  @Test
  void interruptedBeforeTheEndItHasChangedNothingAndCanBeDoneAgain() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    FaultyDataSource.Faults crash =
        new FaultyDataSource.Faults() {
          @Override
          public void before(Connection connection, String method) throws SQLException {
            if (method.equals("commit")) {
              connection.abort(Runnable::run);
              throw new SQLException("the power went", "08006");
            }
          }

          @Override
          public void after(Connection connection, String method) {}
        };
    AuditRetention interrupted = new AuditRetention(FaultyDataSource.of(backend.owner(), crash), 1);

    assertThatThrownBy(() -> interrupted.drop(MARCH, "ada")).isInstanceOf(SQLException.class);

    assertThat(rows()).hasSize(10);
    assertThat(horizon()).isEmpty();
    retention(5).drop(MARCH, "ada");
    assertThat(rows()).hasSize(6);
  }

  @Test
  void itGivesWayToALongReaderAndLeavesEverythingAsItWas() throws Exception {
    projectOneRecordOfEachMonthUntilMay();
    try (Connection reader = backend.owner().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM audit_logs");

      assertThatThrownBy(() -> retention(1).drop(MARCH, "ada"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));

      assertThat(rows()).hasSize(10);
      assertThat(horizon()).isEmpty();
      reader.rollback();
    }
    retention(1).drop(MARCH, "ada");
    assertThat(rows()).hasSize(6);
  }

  @Test
  void aBatchThatIsBeingWrittenIsNotOvertaken() throws Exception {
    DataSource projector = backend.dataSource();
    try (Connection batch = projector.getConnection()) {
      batch.setAutoCommit(false);
      AuditTable.append(
          batch,
          List.of(
              AuditRow.of(Events.audited(USER, JOB, Instant.parse("2026-02-15T00:00:00Z"), null))));

      assertThatThrownBy(() -> retention(1).drop(MARCH, "ada"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      batch.commit();
    }

    assertThat(retention(1).drop(MARCH, "ada"))
        .extracting(AuditRetention.Month::table)
        .containsExactly("audit_logs_2026_02");
    assertThat(rows()).isEmpty();
  }

  @Test
  void theServicesRolesDoNotMoveTheHorizon() throws SQLException {
    try (Connection connection = backend.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute("INSERT INTO audit_horizon VALUES (true, '2020-01-01', now(), '')"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  private AuditRetention retention(int attempts) {
    return new AuditRetention(backend.owner(), attempts);
  }

  private void drop(YearMonth keptFrom) {
    try {
      retention(50).drop(keptFrom, keptFrom.toString());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Projects records at the first and the last instant of each month. */
  private void projectOneRecordOfEachMonthUntilMay() {
    for (int month = 1; month <= 5; month++) {
      String first = "2026-0%d-01T00:00:00Z".formatted(month);
      String next = "2026-0%d-01T00:00:00Z".formatted(month + 1);
      backend
          .log()
          .audit(JOB, Events.audited(USER, JOB, Instant.parse(first), null))
          .audit(USER, Events.audited(USER, JOB, Instant.parse(next).minusNanos(1000), null));
    }
    backend.log().commit();
    backend.run(new AuditProjection());
    backend.awaitCaughtUp("audit");
    assertThat(rows()).hasSize(10);
  }

  private List<Map<String, @Nullable Object>> rows() {
    return rowsSince("2000-01-01T00:00:00Z");
  }

  private List<Map<String, @Nullable Object>> rowsSince(String instant) {
    return backend.query(
        "SELECT * FROM audit_logs WHERE created_at >= ?::timestamptz ORDER BY id", instant);
  }

  private List<String> horizon() {
    return backend
        .query("SELECT kept_from || ' by ' || dropped_by AS horizon FROM audit_horizon")
        .stream()
        .map(row -> String.valueOf(row.get("horizon")))
        .toList();
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
