package io.cogniscribe.projections.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows of the audit log. */
final class AuditRowTest {

  private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123456Z");

  @Test
  void showsASkipAsEarlierVersionsRecordedIt() {
    SkippedRecord skipped = new SkippedRecord("jobs", "jobs.events", 3, 42, ID.toString(), "why");

    assertThat(row(new RecordSkipped(skipped, "192.0.2.7", "curl/8")))
        .isEqualTo(
            row(
                new ActionAudited(
                    null,
                    "skip_parked",
                    "parked_event",
                    "jobs/jobs.events-3@42",
                    AuditStatus.SUCCESS,
                    null,
                    "192.0.2.7",
                    "curl/8",
                    ID + ": why",
                    null)));
  }

  private static AuditRow row(AuditEvent payload) {
    Actor operator = new Actor(ActorKind.OPERATOR, ID.toString());
    return AuditRow.of(
        new RecordedEvent<>(
            ID, ID, 1, AT, AT, operator, ID, ID, new CommandPosition("c", 0, 0), payload));
  }
}
