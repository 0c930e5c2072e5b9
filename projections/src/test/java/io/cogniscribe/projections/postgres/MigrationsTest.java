package io.cogniscribe.projections.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the tables against the database guide. */
@RealServers
final class MigrationsTest {

  private final Backend backend;

  MigrationsTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void everyIndexOfTheGuideHasItsColumnFirst() {
    List<String> firstColumns =
        backend
            .query(
                """
                SELECT c.relname || '.' || a.attname AS first
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
                """)
            .stream()
            .map(row -> String.valueOf(row.get("first")))
            .toList();

    assertThat(firstColumns)
        .contains(
            "users.username",
            "users.email",
            "transcription_jobs.user_id",
            "transcription_jobs.status",
            "transcription_jobs.created_at",
            "audit_logs.user_id",
            "audit_logs.action",
            "audit_logs.created_at");
  }

  @Test
  void everyTableSaysWhatItIs() {
    assertThat(
            backend.query(
                """
                SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND relkind IN ('r', 'p')
                  AND relname <> 'flyway_schema_history' AND obj_description(c.oid) IS NULL
                """))
        .isEmpty();
  }

  @Test
  void manyWhoAskForAMonthAtOnceGetOnePartition() {
    CompletableFuture<?>[] askers =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.runAsync(() -> ensure("2026-0%d-15".formatted(1 + i % 2))))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(askers).join();
    ensure("2026-01-31T23:59:59.999999Z");

    assertThat(partitions()).containsExactly("audit_logs_2026_01", "audit_logs_2026_02");
  }

  @Test
  void aMonthIsThatOfUtcWhateverTheSessionThinks() {
    backend.execute(
        """
        SET TIME ZONE 'Pacific/Auckland';
        SELECT ensure_audit_month('2026-11-30T23:00:00Z');
        INSERT INTO audit_logs (id, actor_kind, actor_id, action, resource_type, status,
          correlation_id, created_at)
        SELECT gen_random_uuid(), 'system', 'x', 'login', 'user', 'success', gen_random_uuid(), at
        FROM unnest('{2026-11-01T00:00:00Z, 2026-11-30T23:59:59.999999Z}'::timestamptz[]) AS n(at);
        RESET TIME ZONE
        """);

    assertThat(partitions()).containsExactly("audit_logs_2026_11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "user_id IS NULL", "user_id = md5('7')::uuid"})
  void everyPageOfTheAuditLogIsARangeOfAnIndex(String subject) {
    ensure("2026-10-15T00:00:00Z");
    ensure("2026-11-15T00:00:00Z");
    backend.execute(
        """
        INSERT INTO audit_logs (id, user_id, actor_kind, actor_id, action, resource_type, status,
          correlation_id, created_at)
        SELECT gen_random_uuid(), CASE WHEN n % 50 > 0 THEN md5((n % 50)::text)::uuid END, 'system',
          'x', 'login', 'user', 'success', gen_random_uuid(),
          '2026-10-01T00:00:00Z'::timestamptz + n * interval '1 minute'
        FROM generate_series(1, 50000) AS n;
        ANALYZE audit_logs
        """);

    String plan =
        backend
            .query(
                """
                EXPLAIN SELECT * FROM audit_logs
                WHERE %s AND (created_at, id) < ('2026-11-02T00:00:00Z', md5('x')::uuid)
                ORDER BY created_at DESC, id DESC LIMIT 21
                """
                    .formatted(subject))
            .stream()
            .map(row -> String.valueOf(row.get("QUERY PLAN")))
            .collect(Collectors.joining("\n"));

    assertThat(plan).contains("Index Scan").doesNotContain("Sort", "Seq Scan");
  }

  @Test
  void tablesThatWereRemovedCanBeMadeAgain() {
    backend.recreateTables();

    assertThat(new Migrations(backend.owner()).version()).contains("14");
    assertThat(backend.query("SELECT * FROM users")).isEmpty();
  }

  private void ensure(String instant) {
    List<Map<String, @Nullable Object>> done =
        backend.query("SELECT ensure_audit_month(?::timestamptz)", instant);
    assertThat(done).hasSize(1);
  }

  private List<String> partitions() {
    return backend
        .query(
            "SELECT inhrelid::regclass::text AS part FROM pg_inherits"
                + " WHERE inhparent = 'audit_logs'::regclass ORDER BY 1")
        .stream()
        .map(row -> String.valueOf(row.get("part")))
        .toList();
  }
}
