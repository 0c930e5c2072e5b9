package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QueryTest
class AuditTest {

  /** A time in a month that has a partition. */
  private final Instant noon = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID mallory = UUID.randomUUID();

  AuditTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @BeforeEach
  void recordsOfAlice() {
    tables.execute("SELECT ensure_audit_month('" + noon.minus(Duration.ofHours(2)) + "')");
    tables.audit(alice, "login", "failure", noon.minus(Duration.ofHours(2)));
    tables.audit(alice, "login", "success", noon.minus(Duration.ofHours(1)));
    tables.audit(alice, "upload", "success", noon);
  }

  @Test
  void listsTheRecordsAboutTheUserNewestFirst() {
    Answer answer = service.get(alice, "/api/audit-logs");

    assertThat(count(answer)).isEqualTo(3);
    assertThat(answer.text("/items/0/action")).isEqualTo("upload");
    assertThat(answer.text("/items/0/ip_address")).isEqualTo("2001:db8::1");
    assertThat(answer.json().at("/items/0").propertyNames())
        .containsExactly(
            "id",
            "user_id",
            "actor_kind",
            "actor_id",
            "action",
            "resource_type",
            "ip_address",
            "user_agent",
            "status",
            "correlation_id",
            "created_at");
    assertThat(count(service.get(mallory, "/api/audit-logs"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "action=login, 2",
    "status=failure, 1",
    "action=login&status=success, 1",
    "action=x, 0"
  })
  void filtersRecords(String filter, int count) {
    assertThat(count(service.get(alice, "/api/audit-logs?" + filter))).isEqualTo(count);
  }

  @Test
  void limitsRecordsToATimeRange() {
    Instant hourAgo = noon.minus(Duration.ofHours(1));

    assertThat(count(service.get(alice, "/api/audit-logs?from=" + hourAgo))).isEqualTo(2);
    assertThat(count(service.get(alice, "/api/audit-logs?to=" + hourAgo))).isEqualTo(1);
    assertThat(count(service.get(alice, "/api/audit-logs?from=" + hourAgo + "&to=" + noon)))
        .isEqualTo(1);
  }

  @Test
  void listsEveryRecordOnceWhenTimesAreEqual() {
    for (int i = 0; i < 50; i++) {
      tables.audit(mallory, "login", "success", noon);
    }

    Set<String> seen = new HashSet<>();
    String path = "/api/audit-logs?limit=7";
    int rows = 0;
    while (!path.isEmpty()) {
      Answer page = service.get(mallory, path);
      page.json().at("/items").valueStream().forEach(item -> seen.add(item.at("/id").asString()));
      rows += count(page);
      String cursor = page.text("/next_cursor");
      path = cursor.isEmpty() ? "" : "/api/audit-logs?limit=7&cursor=" + cursor;
    }

    assertThat(rows).isEqualTo(50);
    assertThat(seen).hasSize(50);
  }

  @Test
  void refusesAnotherUserUnlessTheCallerIsAnOperator() {
    String path = "/api/audit-logs?user_id=" + alice;

    assertThat(service.get(mallory, path).status()).isEqualTo(403);
    assertThat(count(service.get(mallory, Role.OPERATOR, path))).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "action=%00,          action",
    "action=DROP TABLE,   action",
    "action=,             action",
    "status=maybe,        status",
    "from=yesterday,      from",
    "from=2026-01-01,     from",
    "to=+999999999-12-31T00:00:00Z, to",
    "to=,                 to",
    "limit=101,           limit",
    "cursor=x,            cursor",
  })
  void namesTheParameterWhenItIsInvalid(String query, String field) {
    Answer answer =
        service.get(alice, "/api/audit-logs?" + query.replace(" ", "%20").replace("+", "%2B"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/errors/0/field")).isEqualTo(field);
  }

  private static int count(Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json().at("/items").size();
  }
}
