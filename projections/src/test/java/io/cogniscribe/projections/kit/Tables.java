package io.cogniscribe.projections.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static redis.clients.jedis.params.ZRangeParams.zrangeByScoreParams;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Compares stored rows and keys with the naive folds. */
public final class Tables {

  private static final int SHOWN = 3;

  private Tables() {}

  /** Asserts that the rows and histories of jobs are exactly those of the events. */
  public static void assertJobs(Backend backend, List<RecordedEvent<JobEvent>> events) {
    assertJobs(backend, "public", events);
  }

  /** Asserts the rows and histories of jobs in another schema. */
  public static void assertJobs(
      Backend backend, String schema, List<RecordedEvent<JobEvent>> events) {
    NaiveFold expected = NaiveFold.of(events);
    assertSame(
        backend.query("SELECT * FROM %s.transcription_jobs".formatted(schema)), expected.jobs());
    assertSame(backend.query("SELECT * FROM %s.job_history".formatted(schema)), expected.history());
  }

  /** Asserts that the usage rows are those of the events. */
  public static void assertUsage(Backend backend, List<RecordedEvent<JobEvent>> events) {
    assertUsage(backend, "public", events);
  }

  /** Asserts the usage rows in another schema. */
  public static void assertUsage(
      Backend backend, String schema, List<RecordedEvent<JobEvent>> events) {
    assertSame(
        backend.query("SELECT * FROM %s.usage_statistics".formatted(schema)),
        NaiveFold.of(events).usage());
  }

  /**
   * Asserts that accounts, sessions and API keys are those of the events, which are in the order of
   * time.
   */
  public static void assertAccounts(Backend backend, List<RecordedEvent<AccountEvent>> events) {
    NaiveAccounts expected = NaiveAccounts.of(events);
    assertSame(rows(backend, "users"), expected.users());
    assertSame(rows(backend, "sessions"), expected.sessions());
    assertSame(rows(backend, "api_keys"), expected.keys());
  }

  /** Asserts that the audit rows are those of the events. */
  public static void assertAuditLog(Backend backend, RandomAuditLog auditLog) {
    assertSame(rows(backend, "audit_logs"), auditLog.rows());
  }

  /** Returns the rows with lists and addresses in the form that events have. */
  private static List<Map<String, @Nullable Object>> rows(Backend backend, String table) {
    List<Map<String, @Nullable Object>> rows = backend.query("SELECT * FROM " + table);
    rows.forEach(row -> row.replaceAll((_, value) -> plain(value)));
    return rows;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    try {
      return switch (value) {
        case Array list -> List.of((Object[]) list.getArray());
        case PGobject address -> address.getValue();
        case null, default -> value;
      };
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertSame(
      List<Map<String, @Nullable Object>> stored, List<Map<String, @Nullable Object>> expected) {
    Set<Map<String, @Nullable Object>> missing = new HashSet<>(expected);
    stored.forEach(missing::remove);
    Set<Map<String, @Nullable Object>> orphaned = new HashSet<>(stored);
    expected.forEach(orphaned::remove);
    assertThat(missing.stream().limit(SHOWN)).as("missing rows").isEmpty();
    assertThat(orphaned.stream().limit(SHOWN)).as("orphaned rows").isEmpty();
    assertThat(stored.size()).as("number of rows").isEqualTo(expected.size());
  }

  /** Asserts that the counters in Redis are those of the events. */
  public static void assertCounters(Backend backend, List<RecordedEvent<JobEvent>> events) {
    Map<String, Long> expected = NaiveFold.of(events).counters();
    for (String status : List.of("pending", "processing", "completed", "failed", "cancelled")) {
      String stored = backend.redis().get("counter:jobs:" + status);
      assertThat(stored == null ? 0 : Long.parseLong(stored))
          .as(status)
          .isEqualTo(expected.getOrDefault(status, 0L));
    }
  }

  /** Asserts that the open sessions and roles in Redis are those of the events. */
  public static void assertOpenSessions(Backend backend, List<RecordedEvent<AccountEvent>> events) {
    NaiveAccounts expected = NaiveAccounts.of(events);
    Map<String, Map<String, String>> stored = new HashMap<>();
    Set<String> listed = new HashSet<>();
    backend.redis().keys("session:*").forEach(key -> stored.put(key, backend.redis().hgetAll(key)));
    backend
        .redis()
        .keys("sessions:*")
        .forEach(key ->
            backend
                .redis()
                .zrange(
                    key,
                    zrangeByScoreParams(
                        (double) System.currentTimeMillis(), Double.POSITIVE_INFINITY))
                .forEach(id -> listed.add("session:" + id)));
    assertThat(stored).isEqualTo(expected.openSessions(Instant.now()));
    assertThat(listed).isEqualTo(stored.keySet());
    assertThat(backend.redis().hgetAll("projection:sessions-live:roles"))
        .isEqualTo(expected.roles());
  }
}
