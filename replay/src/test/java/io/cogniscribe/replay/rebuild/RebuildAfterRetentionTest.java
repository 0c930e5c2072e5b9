package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.audit.AuditProjection;
import io.cogniscribe.projections.audit.AuditRetention;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rebuild of the audit log does not bring back dropped months. */
@RealServers
final class RebuildAfterRetentionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final UUID JOB = UUID.randomUUID();

  private final Backend backend;

  RebuildAfterRetentionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void findsNoDifferenceAndMakesNoMonthAgainThatWasDropped() throws Exception {
    for (int month = 1; month <= 5; month++) {
      Instant middle = Instant.parse("2026-0%d-15T00:00:00Z".formatted(month));
      backend.log().audit(JOB, Events.audited(USER, JOB, middle, null));
    }
    backend.log().commit();
    backend.run(new AuditProjection());
    backend.awaitCaughtUp("audit");
    var _ = new AuditRetention(backend.owner(), 1).drop(YearMonth.of(2026, 3), "ada");
    List<Map<String, @Nullable Object>> kept = rows();

    Rebuild.Result result =
        TableModels.of(backend).of(new AuditProjection()).rebuild(false, Comparison::isEqual);

    assertThat(result.comparison().rows()).isEqualTo(3);
    assertThat(result.comparison().shown()).isEmpty();
    assertThat(result.swapped()).isTrue();
    assertThat(rows()).hasSize(3).isEqualTo(kept);
    assertThat(monthsOfAnyGeneration())
        .containsExactly("audit_logs_2026_03", "audit_logs_2026_04", "audit_logs_2026_05");
    assertThat(backend.query("SELECT kept_from::text AS kept_from FROM audit_horizon"))
        .containsExactly(Map.of("kept_from", "2026-03-01"));
  }

  private List<Map<String, @Nullable Object>> rows() {
    return backend.query("SELECT * FROM audit_logs ORDER BY id");
  }

  /** Returns the months of all generations, also of the previous one. */
  private List<String> monthsOfAnyGeneration() {
    return backend
        .query(
            "SELECT DISTINCT relname FROM pg_class"
                + " WHERE relname ~ '^audit_logs_[0-9]+_[0-9]+$' AND relkind = 'r' ORDER BY 1")
        .stream()
        .map(row -> String.valueOf(row.get("relname")))
        .toList();
  }
}
