package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QueryTest
class AccountTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID alice = UUID.randomUUID();
  private final UUID mallory = UUID.randomUUID();

  AccountTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @Test
  void showsTheAccountWithoutThePassword() {
    String name = "u" + alice.toString().substring(0, 8);
    tables.user(alice, name);

    Answer answer = service.get(alice, "/api/users/me");

    assertThat(answer.response().body())
        .isEqualTo(
            """
            {"id":"%s","username":"%s","email":"%s@example.org","roles":["user","operator"],\
            "is_active":true,"created_at":"2026-03-01T10:00:00Z"}\
            """
                .formatted(alice, name, name));
  }

  @Test
  void answers404WhenTheAccountIsNotProjectedYet() {
    Answer answer = service.get(UUID.randomUUID(), "/api/users/me");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("user_not_found");
  }

  @Test
  void showsTheFieldsOfTheMonthsRow() {
    tables.usage(alice, "2026-02", 3);

    Answer answer = service.get(alice, "/api/usage?month=2026-02");

    assertThat(answer.text("/user_id")).isEqualTo(alice.toString());
    assertThat(answer.text("/month")).isEqualTo("2026-02");
    assertThat(answer.json().at("/total_files_processed").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/total_bytes_processed").asLong()).isEqualTo(5_000_000_000L);
    assertThat(answer.json().at("/total_processing_seconds").asDouble()).isEqualTo(61.5);
    assertThat(answer.json().at("/successful_jobs").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/failed_jobs").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/estimated_cost_cents").asInt()).isEqualTo(7);
  }

  @Test
  void showsZerosWhenAMonthHasNoJobs() {
    Answer answer = service.get(alice, "/api/usage?month=2020-12");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/month")).isEqualTo("2020-12");
    assertThat(answer.json().at("/total_files_processed").asInt(-1)).isZero();
    assertThat(answer.json().has("updated_at")).isFalse();
  }

  @Test
  void showsTheCurrentMonthUnlessAnotherIsNamed() {
    String month = YearMonth.now(ZoneOffset.UTC).toString();

    assertThat(service.get(alice, "/api/usage").text("/month")).isGreaterThanOrEqualTo(month);
  }

  @Test
  void refusesAnothersUsageUnlessTheCallerIsAnOperator() {
    tables.usage(alice, "2026-01", 9);
    String path = "/api/usage?month=2026-01&user_id=" + alice;

    assertThat(service.get(mallory, path).status()).isEqualTo(403);
    assertThat(service.get(mallory, Role.PRODUCER, path).status()).isEqualTo(403);
    assertThat(service.get(mallory, Role.OPERATOR, path).json().at("/successful_jobs").asInt())
        .isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-13", "2026-00", "2026-1", "26-01", "", "%00", "2026-01-01"})
  void answers422WhenTheMonthIsInvalid(String month) {
    Answer answer = service.get(alice, "/api/usage?month=" + month);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/errors/0/field")).isEqualTo("month");
  }
}
