package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@QueryTest
class JobListTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID mallory = UUID.randomUUID();

  JobListTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @Test
  void listsTheUsersJobsNewestFirstWithoutTexts() {
    UUID older = tables.completedJob(alice, "text", "summary");
    UUID newer = tables.pendingJob(alice, Instant.parse("2026-03-02T00:00:00Z"));
    tables.pendingJob(mallory);

    Answer answer = service.get(alice, "/api/jobs");

    assertThat(ids(answer)).containsExactly(newer.toString(), older.toString());
    assertThat(answer.json().at("/items/1").propertyNames())
        .contains("filename", "status", "transcript_duration")
        .doesNotContain("transcript_text", "summary_text");
    assertThat(answer.json().has("next_cursor")).isFalse();
    assertThat(answer.header("Link")).isEmpty();
  }

  @Test
  void listsEveryJobOnceWhenTimesAreEqual() {
    tables.manyJobs(alice, 1000);

    List<String> seen = new ArrayList<>();
    String next = "/api/jobs?limit=37";
    while (!next.isEmpty()) {
      Answer page = service.get(alice, next);
      assertThat(page.status()).isEqualTo(200);
      seen.addAll(ids(page));
      // A job that is added meanwhile is newer than all others and shifts no page.
      tables.pendingJob(alice, Instant.parse("2026-04-01T00:00:00Z"));
      next = next(page);
    }

    assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void appliesTheFilterToEveryPage() {
    tables.manyJobs(alice, 100);

    Answer first = service.get(alice, "/api/jobs?status=failed&limit=20");
    Answer second = service.get(alice, next(first));

    assertThat(ids(first)).hasSize(20);
    assertThat(ids(second)).hasSize(5).doesNotContainAnyElementsOf(ids(first));
    assertThat(next(second)).isEmpty();
    assertThat(first.header("Link")).startsWith("</api/jobs?status=failed&limit=20&cursor=");
    assertThat(second.json().at("/items").valueStream())
        .allSatisfy(item -> assertThat(item.at("/status").asString()).isEqualTo("failed"));
  }

  @Test
  void returnsNoCursorWhenThePageEndsWithTheLastJob() {
    tables.manyJobs(alice, 20);

    assertThat(next(service.get(alice, "/api/jobs?limit=20"))).isEmpty();
    assertThat(next(service.get(alice, "/api/jobs?limit=19"))).isNotEmpty();
  }

  @Test
  void returnsTwentyJobsWhenNoLimitIsGiven() {
    tables.manyJobs(alice, 101);

    assertThat(ids(service.get(alice, "/api/jobs"))).hasSize(20);
    assertThat(ids(service.get(alice, "/api/jobs?limit=100"))).hasSize(100);
  }

  @Test
  void refusesAnotherUserUnlessTheCallerIsAnOperator() {
    UUID id = tables.pendingJob(alice);

    Answer operator = service.get(mallory, Role.OPERATOR, "/api/jobs?user_id=" + alice);
    Answer worker = service.get(mallory, Role.WORKER, "/api/jobs?user_id=" + alice);
    Answer himself = service.get(alice, "/api/jobs?user_id=" + alice);

    assertThat(ids(operator)).containsExactly(id.toString());
    assertThat(worker.status()).isEqualTo(403);
    assertThat(worker.code()).isEqualTo("forbidden");
    assertThat(ids(himself)).containsExactly(id.toString());
  }

  @Test
  void showsNoOtherUsersJobsWhenTheCursorIsAnothers() {
    tables.manyJobs(alice, 30);
    String cursor = service.get(alice, "/api/jobs").text("/next_cursor");

    assertThat(ids(service.get(mallory, "/api/jobs?cursor=" + cursor))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,          limit",
    "limit=101,        limit",
    "limit=-1,         limit",
    "limit=ten,        limit",
    "limit=99999999999, limit",
    "cursor=x,         cursor",
    "cursor=,          cursor",
    "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, cursor",
    "cursor=%F0%9F%92%A9, cursor",
    "status=done,      status",
    "status=%00,       status",
    "user_id=7,        user_id",
    "user_id=,         user_id",
  })
  void namesTheParameterWhenItIsInvalid(String query, String field) {
    Answer answer = service.get(alice, "/api/jobs?" + query);

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(answer.text("/errors/0/field")).isEqualTo(field);
  }

  @Test
  void refusesACursorWhenItIsDamaged() {
    tables.manyJobs(alice, 30);
    String cursor = service.get(alice, "/api/jobs").text("/next_cursor");

    for (int i = 0; i < cursor.length(); i += 5) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String damaged = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThat(service.get(alice, "/api/jobs?cursor=" + damaged).status()).isEqualTo(422);
    }
  }

  private static List<String> ids(Answer answer) {
    return answer
        .json()
        .at("/items")
        .valueStream()
        .map(item -> item.at("/id"))
        .map(JsonNode::asString)
        .toList();
  }

  /** Returns the next page of the Link header, after checking it against the cursor. */
  private static String next(Answer answer) {
    String link = answer.header("Link");
    if (link.isEmpty()) {
      assertThat(answer.json().has("next_cursor")).isFalse();
      return "";
    }
    assertThat(link).endsWith("cursor=" + answer.text("/next_cursor") + ">; rel=\"next\"");
    return link.substring(1, link.indexOf('>'));
  }
}
