package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of skips, which projections read from the audit log. */
final class SkipRecordsTest extends EdgeTest {

  private static final String PATH = "/internal/skip-records";

  private final UUID job = UUID.randomUUID();

  @Test
  void theAuditLogTellsWhoHadWhatSkippedAndWhy() {
    Api.Client operator = api.somebody(Role.OPERATOR);
    UUID requestId = UUID.randomUUID();

    Answer answer =
        api.post(PATH, body("jobs", "jobs.events-3@42", job.toString(), "a test's garbage"))
            .by(operator)
            .with("X-Request-Id", requestId.toString())
            .send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    RecordedEvent<AuditEvent> recorded = new Trail(kafka).of(requestId).getFirst();
    assertThat(recorded.actor()).isEqualTo(new Actor(ActorKind.OPERATOR, operator.id().toString()));
    assertThat(recorded.payload())
        .isInstanceOfSatisfying(
            RecordSkipped.class,
            event -> {
              assertThat(event.action()).isEqualTo("skip_parked");
              assertThat(event.skipped())
                  .isEqualTo(
                      new SkippedRecord(
                          "jobs", "jobs.events", 3, 42, job.toString(), "a test's garbage"));
              assertThat(event.ipAddress()).isNotBlank();
            });
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "'',    jobs.events-3@42,  00000000-0000-0001-0000-000000000001, why, projection",
    "jobs,  jobs.events,       00000000-0000-0001-0000-000000000001, why, record",
    "jobs,  jobs.events-3@42,  a: b,                                 why, stream_key",
    "jobs,  jobs.events-3@42,  00000000-0000-0001-0000-000000000001, ' ', reason",
  })
  void whatIsNoSkipIsNamed(String projection, String record, String key, String why, String field) {
    assertInvalid(
        api.post(PATH, body(projection, record, key, why)).by(api.somebody(Role.OPERATOR)).send(),
        field);
  }

  private static String body(String projection, String record, String key, String reason) {
    return """
    {"projection": "%s", "record": "%s", "stream_key": "%s", "reason": "%s"}
    """
        .formatted(projection, record, key, reason);
  }
}
