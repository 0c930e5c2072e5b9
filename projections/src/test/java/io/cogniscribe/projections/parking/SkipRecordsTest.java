package io.cogniscribe.projections.parking;

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
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests skips in the audit log, as separate events and in the form of earlier versions. */
final class SkipRecordsTest {

  private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123456Z");
  private static final Actor OPERATOR = new Actor(ActorKind.OPERATOR, ID.toString());
  private static final RecordSkipped SKIP =
      new RecordSkipped(
          new SkippedRecord("jobs", "jobs.events", 3, 42, "a1b2", "garbage: a test's"), null, null);
  private static final SkippedEvent SKIPPED =
      new SkippedEvent(
          "jobs",
          new Coordinates(new TopicPartition("jobs.events", 3), 42),
          "a1b2",
          "garbage: a test's",
          ID.toString(),
          AT);

  @Test
  void readsASkip() {
    assertThat(read(OPERATOR, SKIP)).contains(SKIPPED);
  }

  @Test
  void readsTheSameSkipWhenItsLogIsOfAnEarlierVersion() {
    assertThat(read(OPERATOR, earlier("jobs/jobs.events-3@42", "a1b2: garbage: a test's")))
        .contains(SKIPPED);
  }

  @ParameterizedTest
  @CsvSource({
    "jobs.events-3@42,      a1b2: why",
    "jobs/jobs.events@42,   a1b2: why",
    "jobs/jobs.events-3@42, why",
    "jobs/jobs.events-3@42,",
    ",                      a1b2: why",
  })
  void passesOverAnEarlierRecordWhenItIsOfAnotherShape(
      @Nullable String resource, @Nullable String details) {
    assertThat(read(OPERATOR, earlier(resource, details))).isEmpty();
  }

  @Test
  void passesOverASkipWhenNoOperatorRecordedIt() {
    assertThat(read(Actor.user(ID), SKIP)).isEmpty();
  }

  @Test
  void passesOverARefusedAttempt() {
    ActionAudited refused =
        new ActionAudited(
            null,
            AuditEvent.SKIP,
            "parked_event",
            "jobs/jobs.events-3@42",
            AuditStatus.FAILURE,
            "forbidden",
            null,
            null,
            "a1b2: why",
            null);

    assertThat(read(OPERATOR, refused)).isEmpty();
  }

  private static ActionAudited earlier(@Nullable String resource, @Nullable String details) {
    return new ActionAudited(
        null,
        AuditEvent.SKIP,
        "parked_event",
        resource,
        AuditStatus.SUCCESS,
        null,
        null,
        null,
        details,
        null);
  }

  private static Optional<SkippedEvent> read(Actor actor, AuditEvent payload) {
    RecordedEvent<AuditEvent> event =
        new RecordedEvent<>(
            ID, ID, 1, AT, AT, actor, ID, ID, new CommandPosition("c", 0, 0), payload);
    return new SkipRecords()
        .in(
            new ConsumerRecord<>(
                Topics.AUDIT_EVENTS, 0, 7, new byte[0], Codecs.auditEvents().encode(event)));
  }
}
