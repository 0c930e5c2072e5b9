package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators read the audit events of all users and of unknown users. */
@QueryTest
class AuditOfAnybodyTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID operator = UUID.randomUUID();

  /** Unique, to distinguish the events of this test from those of others. */
  private final String action = "a" + UUID.randomUUID();

  AuditOfAnybodyTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @BeforeEach
  void recordsOfAliceAndOfNobody() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    tables.audit(alice, action, "success", now);
    tables.audit(operator, action, "success", now);
    tables.auditsOfNobody(action, 25, now);
  }

  @Test
  void listsTheRecordsOfAllUsersOnceNewestFirst() {
    List<String> ids = new ArrayList<>();
    List<String> times = new ArrayList<>();
    String path = "/api/audit-logs?limit=4&user_id=any&action=" + action;
    for (String next = path; !next.isEmpty(); ) {
      Answer page = service.get(operator, Role.OPERATOR, next);
      assertThat(page.status()).isEqualTo(200);
      page.json().at("/items").valueStream().forEach(item -> ids.add(item.at("/id").asString()));
      page.json()
          .at("/items")
          .valueStream()
          .forEach(item -> times.add(item.at("/created_at").asString()));
      String cursor = page.text("/next_cursor");
      next = cursor.isEmpty() ? "" : path + "&cursor=" + cursor;
    }

    assertThat(ids).hasSize(27).doesNotHaveDuplicates();
    assertThat(times.stream().map(Instant::parse).toList())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void listsTheRecordsOfUnknownUsersAlone() {
    Answer answer = list("user_id=none&limit=100");

    assertThat(answer.json().at("/items").size()).isEqualTo(25);
    assertThat(answer.response().body()).doesNotContain("\"user_id\"");
  }

  @Test
  void listsTheOperatorsOwnRecordsWhenNoSubjectIsNamed() {
    Answer answer = list("limit=100");

    assertThat(answer.json().at("/items").size()).isEqualTo(1);
    assertThat(answer.text("/items/0/user_id")).isEqualTo(operator.toString());
  }

  @Test
  void exportsTheSubjectsOfTheListing() {
    assertThat(exported("")).isEqualTo(27);
    assertThat(exported("&user_id=any")).isEqualTo(27);
    assertThat(exported("&user_id=none")).isEqualTo(25);
    assertThat(exported("&user_id=" + alice)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "none"})
  void refusesTheListUnlessTheCallerIsAnOperator(String subject) {
    for (Role role : List.of(Role.USER, Role.WORKER, Role.PRODUCER)) {
      Answer answer = service.get(alice, role, "/api/audit-logs?user_id=" + subject);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "ANY", "null", "1-1-1-1-1", "%00"})
  void refusesASubjectWhenItIsInvalid(String subject) {
    for (String path : List.of("/api/audit-logs?", "/api/audit-logs/export?format=csv&")) {
      Answer answer = service.get(operator, Role.OPERATOR, path + "user_id=" + subject);

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text("/errors/0/field")).isEqualTo("user_id");
    }
  }

  private Answer list(String query) {
    Answer answer =
        service.get(operator, Role.OPERATOR, "/api/audit-logs?action=" + action + "&" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer;
  }

  private long exported(String query) {
    return service
        .get(
            operator,
            Role.OPERATOR,
            "/api/audit-logs/export?format=ndjson&action=" + action + query)
        .response()
        .body()
        .lines()
        .count();
  }
}
