package io.cogniscribe.query;

import static io.cogniscribe.web.access.Attempt.About.ANYBODY;
import static io.cogniscribe.web.access.Attempt.About.CALLER;
import static io.cogniscribe.web.access.Attempt.About.NOTHING_OWNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.access.Attempt;
import io.cogniscribe.web.access.Attempt.About;
import io.cogniscribe.web.access.Cell.Whose;
import io.cogniscribe.web.access.Coverage;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.access.Walk;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the access table with the running service, cell by cell. */
@QueryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private final RunningService service;
  private final ReadModel tables;
  private final Person somebodyElse;
  private final Map<Role, Person> persons = new EnumMap<>(Role.class);
  private final UUID key = UUID.randomUUID();
  private List<Walk.Step> steps = List.of();

  AccessTest(Fixture fixture) {
    this.service = fixture.service();
    this.tables = fixture.tables();
    tables.apiKey(key, "0".repeat(64), Instant.now());
    somebodyElse = person();
    for (Role role : Role.values()) {
      persons.put(role, person());
    }
  }

  /** A user with a row in each table. */
  private record Person(UUID id, UUID job, UUID session) {}

  /**
   * Returns one attempt per route: its subject, its request, and the id that the answer must show.
   */
  private List<Attempt> attempts() {
    return List.of(
        get("/api/jobs/{id}", ANYBODY, p -> "/api/jobs/" + p.job(), Person::job),
        get("/api/jobs/{id}/progress", ANYBODY, p -> job(p, "/progress"), Person::job),
        get("/api/jobs/{id}/history", ANYBODY, p -> job(p, "/history"), _ -> "submitted"),
        get("/api/pipeline/{task_id}", ANYBODY, p -> "/api/pipeline/" + p.job(), Person::job),
        get("/api/jobs", ANYBODY, p -> "/api/jobs?user_id=" + p.id(), Person::job),
        get("/api/usage", ANYBODY, p -> "/api/usage?user_id=" + p.id(), Person::id),
        get("/api/audit-logs", ANYBODY, p -> "/api/audit-logs?user_id=" + p.id(), Person::id),
        get("/api/audit-logs/export", ANYBODY, AccessTest::export, Person::id),
        get("/api/users/me", CALLER, _ -> "/api/users/me", Person::id),
        get("/api/auth/sessions", CALLER, _ -> "/api/auth/sessions", Person::session),
        get("/api/users", ANYBODY, p -> "/api/users?search=" + name(p.id()), Person::id),
        get("/api/users/{id}", ANYBODY, p -> "/api/users/" + p.id(), Person::id),
        get("/api/api-keys", NOTHING_OWNED, _ -> "/api/api-keys", _ -> key),
        get("/api/users/{id}/sessions", ANYBODY, AccessTest::sessions, Person::session),
        get(
            "/api/openapi/queries.json",
            NOTHING_OWNED,
            _ -> "/api/openapi/queries.json",
            _ -> "x-access"),
        get("/api/stats", NOTHING_OWNED, _ -> "/api/stats", _ -> "pending"));
  }

  @BeforeAll
  void walkEveryCell() {
    steps = Walk.of(Side.QUERIES, attempts()).steps();
  }

  List<Walk.Step> steps() {
    return steps;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void answersAsTheTableSays(Walk.Step step) {
    assertThat(step.contradiction()).isEmpty();
  }

  @Test
  void detectsEveryChangedCellOfTheTable() {
    assertThat(new Walk(steps).unnoticedChanges(Side.QUERIES)).isEmpty();
  }

  @Test
  void hasARowForEveryRouteAndARouteForEveryRow() {
    assertThat(Coverage.differences(Side.QUERIES, service.context())).isEmpty();
  }

  @Test
  void findsARouteWhenItHasNoRow() throws NoSuchMethodException {
    assertThat(Coverage.differencesWithAStrayRoute(Side.QUERIES, service.context()))
        .singleElement()
        .asString()
        .startsWith("GET /api/stray has no row");
  }

  private Attempt get(
      String route, About about, Function<Person, String> path, Function<Person, Object> shown) {
    return new Attempt(
        "GET " + route,
        about,
        (caller, whose) -> {
          Person subject = subject(caller, whose);
          RunningService.Answer answer = ask(caller, path.apply(subject));
          if (answer.status() == 200) {
            // An answer that shows another user's data is not a success.
            assertThat(answer.response().body()).contains(shown.apply(subject).toString());
          }
          return new Attempt.Answer(answer.status(), answer.code());
        });
  }

  private Person subject(@Nullable Role caller, Whose whose) {
    return caller == null || whose == Whose.ANOTHERS
        ? somebodyElse
        : Objects.requireNonNull(persons.get(caller));
  }

  private RunningService.Answer ask(@Nullable Role caller, String path) {
    return caller == null
        ? service.getAnonymously(path)
        : service.get(Objects.requireNonNull(persons.get(caller)).id(), caller, path);
  }

  private Person person() {
    UUID id = UUID.randomUUID();
    Person person = new Person(id, tables.pendingJob(id), UUID.randomUUID());
    tables.user(id, name(id));
    tables.history(person.job(), 1, "job_submitted", "pending");
    tables.audit(id, "login", "success", Instant.now());
    tables.session(person.session(), id, Instant.now());
    return person;
  }

  private static String name(UUID id) {
    return "a" + id;
  }

  private static String job(Person owner, String part) {
    return "/api/jobs/" + owner.job() + part;
  }

  private static String export(Person owner) {
    return "/api/audit-logs/export?format=ndjson&user_id=" + owner.id();
  }

  private static String sessions(Person owner) {
    return "/api/users/" + owner.id() + "/sessions";
  }
}
