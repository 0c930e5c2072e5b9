package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@QueryTest
class AuditExportTest {

  private static final int ROWS = 3_500;

  private final RunningService service;
  private final ReadModel tables;
  private final UUID operator = UUID.randomUUID();
  private final UUID alice = UUID.randomUUID();

  AuditExportTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @Test
  void exportsThousandsOfRecordsOnceEachAsJsonNewestFirst() {
    tables.manyAudits(alice, ROWS, "curl/8");

    Answer answer = export("format=ndjson&user_id=" + alice);

    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(answer.header("Content-Disposition")).contains("audit-logs.ndjson");
    List<JsonNode> rows =
        answer.response().body().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(rows.stream().map(row -> row.at("/id").asString()).distinct()).hasSize(ROWS);
    assertThat(rows.stream().map(row -> row.at("/created_at").asString()).toList())
        .isSortedAccordingTo((a, b) -> Instant.parse(b).compareTo(Instant.parse(a)));
    assertThat(rows.getFirst().at("/user_agent").asString()).isEqualTo("curl/8");
  }

  @Test
  void exportsThousandsOfRecordsOnceEachAsCsv() {
    tables.manyAudits(alice, ROWS, "curl/8");

    Answer answer = export("format=csv&user_id=" + alice);

    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    List<String> lines = List.of(answer.response().body().split("\r\n"));
    assertThat(lines).hasSize(ROWS + 1).doesNotHaveDuplicates();
    assertThat(lines.getFirst()).startsWith("id,user_id,actor_kind,").endsWith(",created_at");
    assertThat(lines.get(1).split(",", -1)).hasSize(15);
  }

  @Test
  void escapesCellsThatWouldBreakTheTableOrBeFormulas() {
    tables.manyAudits(alice, 1, "=cmd(\"x\"), and\nmore");

    assertThat(export("format=csv&user_id=" + alice).response().body())
        .contains(",\"'=cmd(\"\"x\"\"), and\nmore\",");
  }

  @Test
  void filtersAnExportLikeTheListing() {
    tables.manyAudits(alice, 10, "curl/8");

    assertThat(lines("&resource_type=job&resource_id=7")).isEqualTo(1);
    assertThat(lines("&resource_type=session")).isZero();
    assertThat(lines("&status=failure")).isZero();
    assertThat(lines("&action=upload")).isEqualTo(10);
    assertThat(lines("&to=2020-01-01T00:00:00Z")).isZero();
    String listing = "/api/audit-logs?resource_type=job&resource_id=7";
    assertThat(service.get(alice, listing).json().at("/items").size()).isEqualTo(1);
  }

  @Test
  void exportsTheRecordsOfAllUsersWhenNoUserIsNamed() {
    tables.manyAudits(alice, 3, "curl/8");
    tables.manyAudits(operator, 3, "curl/8");

    assertThat(export("format=ndjson").response().body())
        .contains(alice.toString(), operator.toString());
  }

  @Test
  void refusesAnExportUnlessTheCallerIsAnOperator() {
    for (Role role : List.of(Role.USER, Role.WORKER, Role.PRODUCER)) {
      Answer answer =
          service.get(alice, role, "/api/audit-logs/export?format=csv&user_id=" + alice);
      assertThat(answer.code()).isEqualTo("forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=xml",
        "format=",
        "format=CSV",
        "format=csv&resource_type=a%20b",
        "format=csv&resource_id=",
        "format=csv&resource_id=%00",
        "format=csv&from=x"
      })
  void refusesAParameterWhenItIsInvalid(String query) {
    Answer answer = service.get(operator, Role.OPERATOR, "/api/audit-logs/export?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("validation_failed");
  }

  private long lines(String filter) {
    return export("format=ndjson&user_id=" + alice + filter).response().body().lines().count();
  }

  private Answer export(String query) {
    Answer answer = service.get(operator, Role.OPERATOR, "/api/audit-logs/export?" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }
}
