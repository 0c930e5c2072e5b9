package io.cogniscribe.projections.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the audit table after audit events. */
@RealServers
final class AuditProjectionTest {

  private static final UUID USER = UUID.randomUUID();
  private static final UUID JOB = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00.000001Z");

  private final Backend backend;

  AuditProjectionTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aRecordIsStoredWithWhoWhatAndHowItEnded() {
    RecordedEvent<AuditEvent> event = Events.audited(USER, JOB, AT, "10.1.2.3");

    project(event);

    List<Map<String, @Nullable Object>> rows =
        backend.query("SELECT *, host(ip_address) AS host FROM audit_logs");
    assertThat(rows)
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("id", event.eventId())
                .containsEntry("user_id", USER)
                .containsEntry("actor_kind", "worker")
                .containsEntry("actor_id", "worker-7")
                .containsEntry("action", "upload")
                .containsEntry("resource_type", "job")
                .containsEntry("resource_id", JOB.toString())
                .containsEntry("host", "10.1.2.3")
                .containsEntry("user_agent", "curl/8")
                .containsEntry("status", "failure")
                .containsEntry("code", "validation_failed")
                .containsEntry("details", null)
                .containsEntry("error_message", "some fields are not valid")
                .containsEntry("correlation_id", event.correlationId())
                .containsEntry("created_at", AT));
  }

  @Test
  void addressesOfBothKindsAndUnknownOnesAreStored() {
    project(
        Events.audited(USER, JOB, AT, "2001:db8::1"),
        Events.audited(USER, JOB, AT, "192.0.2.7"),
        Events.audited(null, JOB, AT, null));

    assertThat(backend.query("SELECT host(ip_address) AS host FROM audit_logs"))
        .extracting(row -> row.get("host"))
        .containsExactlyInAnyOrder("2001:db8::1", "192.0.2.7", null);
  }

  @Test
  void eachMonthGetsAPartitionOfItsOwn() {
    project(
        Events.audited(USER, JOB, Instant.parse("2026-10-31T23:59:59.999999Z"), null),
        Events.audited(USER, JOB, Instant.parse("2026-11-01T00:00:00Z"), null),
        Events.audited(USER, JOB, Instant.parse("2027-01-31T12:00:00Z"), null));

    assertThat(
            backend.query(
                "SELECT tableoid::regclass::text AS part FROM audit_logs ORDER BY created_at"))
        .extracting(row -> row.get("part"))
        .containsExactly("audit_logs_2026_10", "audit_logs_2026_11", "audit_logs_2027_01");
  }

  @Test
  void anAddressThatIsNoneIsParkedAndTheOthersFlow() {
    RecordedEvent<AuditEvent> fine = Events.audited(USER, JOB, AT, "10.1.2.3");
    backend
        .log()
        .audit(UUID.randomUUID(), Events.audited(USER, JOB, AT, "not an address"))
        .audit(JOB, fine)
        .commit();

    backend.run(new AuditProjection());
    backend.awaitCaughtUp("audit");

    assertThat(backend.query("SELECT id FROM audit_logs"))
        .containsExactly(Map.of("id", fine.eventId()));
    assertThat(backend.query("SELECT error FROM parked_events"))
        .containsExactly(Map.of("error", "ip_address is not an IPv4 or IPv6 address"));
  }

  @Test
  void tablesThatWereRemovedAndMadeAnewAreFilledAgain() {
    RecordedEvent<AuditEvent> event = Events.audited(USER, JOB, AT, null);
    project(event);

    backend.recreateTables();
    backend.log().audit(JOB, Events.audited(USER, JOB, AT, null)).commit();
    backend.awaitCaughtUp("audit");

    assertThat(backend.query("SELECT id FROM audit_logs")).hasSize(2);
    assertThat(backend.query("SELECT * FROM parked_events")).isEmpty();
  }

  @SafeVarargs
  private void project(RecordedEvent<AuditEvent>... events) {
    for (RecordedEvent<AuditEvent> event : events) {
      backend.log().audit(JOB, event);
    }
    backend.log().commit();
    backend.run(new AuditProjection());
    backend.awaitCaughtUp("audit");
  }
}
