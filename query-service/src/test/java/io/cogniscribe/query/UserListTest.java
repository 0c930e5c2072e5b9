package io.cogniscribe.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.query.RunningService.Answer;
import io.cogniscribe.web.security.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QueryTest
class UserListTest {

  private final RunningService service;
  private final ReadModel tables;
  private final UUID operator = UUID.randomUUID();

  /** Prefix of all names in this test, because other tests create users too. */
  private final String prefix = "L" + UUID.randomUUID().toString().substring(0, 6);

  UserListTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
  }

  @BeforeEach
  void someUsers() {
    for (String name : List.of("ann", "Anna", "bob", "%x", "_y", "\\z", "çelik")) {
      tables.user(UUID.randomUUID(), prefix + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "ANN", "Ann", "aNn"})
  void findsNamesByTheirBeginningInAnyCase(String beginning) {
    assertThat(found(prefix + beginning))
        .containsExactlyInAnyOrder(prefix + "ann", prefix + "Anna");
    assertThat(found(prefix.toLowerCase(Locale.ROOT) + beginning)).hasSize(2);
  }

  @Test
  void searchesAddresses() {
    assertThat(found(prefix + "bob@EXAMPLE")).containsExactly(prefix + "bob");
    assertThat(found("example.org")).isEmpty();
    assertThat(found(prefix + "ÇEL")).containsExactly(prefix + "çelik");
  }

  @Test
  void escapesWildcardsInTheSearch() {
    assertThat(found(prefix + "%")).containsExactly(prefix + "%x");
    assertThat(found(prefix + "_")).containsExactly(prefix + "_y");
    assertThat(found(prefix + "\\")).containsExactly(prefix + "\\z");
    assertThat(found(prefix + "%n")).isEmpty();
    assertThat(found("' OR true --")).isEmpty();
  }

  @Test
  void listsEveryUserOnceWhenTimesAreEqual() {
    List<String> seen = new ArrayList<>();
    String path = "/api/users?limit=2&search=" + prefix;
    while (!path.isEmpty()) {
      Answer page = service.get(operator, Role.OPERATOR, path);
      page.json().at("/items").valueStream().forEach(u -> seen.add(u.at("/username").asString()));
      String cursor = page.text("/next_cursor");
      path = cursor.isEmpty() ? "" : "/api/users?limit=2&search=" + prefix + "&cursor=" + cursor;
    }

    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void showsAnOperatorAnyAccountWithoutItsPassword() {
    UUID id = UUID.randomUUID();
    tables.user(id, prefix + "x");

    Answer answer = service.get(operator, Role.OPERATOR, "/api/users/" + id);

    assertThat(answer.text("/username")).isEqualTo(prefix + "x");
    assertThat(answer.response().body()).doesNotContain("argon2");
    assertThat(service.get(operator, Role.OPERATOR, "/api/users/" + operator).code())
        .isEqualTo("user_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/users", "/api/users?search=a", "/api/users/{id}"})
  void refusesTheListWhenTheCallerIsNoOperator(String path) {
    for (Role role : List.of(Role.USER, Role.WORKER, Role.PRODUCER)) {
      Answer answer = service.get(operator, role, path.replace("{id}", operator.toString()));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%00", "a%00b"})
  void answers422WhenTheSearchIsInvalid(String search) {
    Answer answer = service.get(operator, Role.OPERATOR, "/api/users?search=" + search);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/errors/0/field")).isEqualTo("search");
  }

  private List<String> found(String search) {
    Answer answer =
        service.get(
            operator,
            Role.OPERATOR,
            "/api/users?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json().at("/items").valueStream().map(u -> u.at("/username").asString()).toList();
  }
}
