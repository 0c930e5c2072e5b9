package io.cogniscribe.command.api;

import static io.cogniscribe.web.access.Attempt.About.ANYBODY;
import static io.cogniscribe.web.access.Attempt.About.CALLER;
import static io.cogniscribe.web.access.Attempt.About.NOTHING_OWNED;

import io.cogniscribe.command.api.People.Person;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.access.Attempt;
import io.cogniscribe.web.access.Attempt.About;
import io.cogniscribe.web.access.Cell.Whose;
import io.cogniscribe.web.access.RefusedRead;
import io.cogniscribe.web.consistency.LogEnds;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at each route of the command-service, with people and jobs that exist for one attempt
 * only.
 */
record AccessAttempts(People people) {

  /**
   * A request.
   *
   * @param id replaces the variable of the route's path
   */
  private record Request(@Nullable UUID id, @Nullable String body) {}

  /**
   * A command to a job, which may also be sent in a batch.
   *
   * @param type the command's name in a batch
   * @param status the status of the job before the command
   * @param fields the fields of the body, as JSON without braces
   */
  private record ToJob(String route, String type, String status, String fields) {}

  private static final List<ToJob> TO_JOBS =
      List.of(
          new ToJob("POST /api/jobs/{job_id}/start", "start_job", "pending", ""),
          new ToJob(
              "POST /api/jobs/{job_id}/progress",
              "report_progress",
              "processing",
              "\"stage\": \"transcribing\", \"percent\": 50"),
          new ToJob(
              "POST /api/jobs/{job_id}/complete", "complete_job", "processing", People.RESULT),
          new ToJob("POST /api/jobs/{job_id}/fail", "fail_job", "processing", People.FAILURE),
          new ToJob("POST /api/jobs/{job_id}/retry", "retry_job", "failed", ""),
          new ToJob("POST /api/jobs/{job_id}/cancel", "cancel_job", "pending", ""),
          new ToJob("DELETE /api/jobs/{job_id}", "delete_job", "pending", ""));

  /** Returns an attempt for each route: the route, its caller and the request. */
  List<Attempt> all() {
    Function<Role, Person> token = people::withToken;
    Function<Role, Person> account = people::withAccount;
    Function<Role, Person> session = people::inSession;
    Stream<Attempt> others =
        Stream.of(
            of("POST /api/auth/register", NOTHING_OWNED, token, _ -> body(people.registration())),
            of("POST /api/auth/login", NOTHING_OWNED, token, _ -> body(people.credentials())),
            of(
                "POST /api/auth/script-sessions",
                NOTHING_OWNED,
                token,
                _ -> body(people.assertion())),
            of("GET /api/openapi/commands.json", NOTHING_OWNED, token, _ -> body(null)),
            of("POST /api/auth/logout", CALLER, session, _ -> body(null)),
            of("POST /api/auth/logout-all", CALLER, session, _ -> body(null)),
            of("DELETE /api/auth/sessions/{session_id}", ANYBODY, session, p -> to(p.session())),
            of("PUT /api/users/me/password", CALLER, session, _ -> body(People.NEW_PASSWORD)),
            of("PUT /api/users/me/email", CALLER, session, _ -> body(people.newEmail())),
            of("DELETE /api/users/me", CALLER, session, _ -> body(People.KNOWN_PASSWORD)),
            of("POST /api/users/{user_id}/deactivate", ANYBODY, account, p -> to(p.id())),
            of("POST /api/users/{user_id}/reactivate", ANYBODY, account, p -> to(out(p))),
            of("PUT /api/users/{user_id}/roles", ANYBODY, account, p -> roles(p.id())),
            of("DELETE /api/users/{user_id}", ANYBODY, account, p -> to(p.id())),
            of("POST /api/api-keys", NOTHING_OWNED, token, _ -> body(People.NEW_KEY)),
            of("DELETE /api/api-keys/{key_id}", NOTHING_OWNED, token, _ -> to(people.apiKey())),
            of("POST " + AccessRecord.PATH, NOTHING_OWNED, token, _ -> body(People.READ_JOB)),
            of("POST " + RefusedRead.PATH, NOTHING_OWNED, token, _ -> body(People.REFUSED_READ)),
            of("POST /internal/skip-records", NOTHING_OWNED, token, _ -> body(People.SKIP)),
            of("GET " + LogEnds.PATH, NOTHING_OWNED, token, _ -> body(null)),
            of("POST /api/jobs", ANYBODY, account, p -> body("{" + People.recording(p) + "}")),
            of(
                "POST /api/commands",
                NOTHING_OWNED,
                token,
                _ -> body(batch("start_job", new UUID(1, 1), ""))),
            of("GET /api/commands/{command_id}", ANYBODY, account, p -> to(people.command(p))),
            inBatch(
                "POST /api/jobs", account, p -> batch("submit_job", null, People.recording(p))));
    Stream<Attempt> toJobs =
        TO_JOBS.stream()
            .flatMap(job ->
                Stream.of(
                    of(job.route(), ANYBODY, token, p -> new Request(made(job, p), bodyOf(job))),
                    inBatch(
                        job.route(), token, p -> batch(job.type(), made(job, p), job.fields()))));
    return Stream.concat(others, toJobs).toList();
  }

  private Attempt of(
      String route, About about, Function<Role, Person> kind, Function<Person, Request> prepared) {
    String[] parts = route.split(" ", 2);
    return new Attempt(
        route,
        about,
        (role, whose) -> {
          Person caller = role == null ? null : kind.apply(role);
          Person subject =
              caller == null || whose == Whose.ANOTHERS ? kind.apply(Role.USER) : caller;
          Request request = prepared.apply(subject);
          String path =
              request.id() == null
                  ? parts[1]
                  : parts[1].replaceFirst("\\{.*}", request.id().toString());
          Api.Answer answer = people.send(parts[0], path, request.body(), caller);
          return new Attempt.Answer(answer.status(), answer.text("code"));
        });
  }

  /**
   * Returns an attempt in a batch, which gets the same answer as through the command's own route.
   */
  private Attempt inBatch(
      String route, Function<Role, Person> kind, Function<Person, String> batch) {
    return new Attempt(
        route,
        ANYBODY,
        (role, whose) -> {
          Person caller = role == null ? null : kind.apply(role);
          Person subject =
              caller == null || whose == Whose.ANOTHERS ? kind.apply(Role.USER) : caller;
          Api.Answer answer = people.send("POST", "/api/commands", batch.apply(subject), caller);
          return answer.status() == 200
              ? new Attempt.Answer(
                  answer.json().at("/outcomes/0/status_code").asInt(),
                  answer.json().at("/outcomes/0/code").asString(""))
              : new Attempt.Answer(answer.status(), answer.text("code"));
        });
  }

  private UUID made(ToJob request, Person owner) {
    return people.job(owner, request.status());
  }

  private UUID out(Person person) {
    return people.deactivated(person);
  }

  private static Request to(UUID id) {
    return new Request(id, null);
  }

  private static Request roles(UUID user) {
    return new Request(user, "{\"roles\": [\"user\"]}");
  }

  private static Request body(@Nullable String body) {
    return new Request(null, body);
  }

  private static @Nullable String bodyOf(ToJob request) {
    return request.fields().isEmpty() ? null : "{" + request.fields() + "}";
  }

  private static String batch(String type, @Nullable UUID job, String fields) {
    return "{\"commands\": [{\"type\": \"%s\"%s%s}]}"
        .formatted(
            type,
            job == null ? "" : ", \"job_id\": \"" + job + "\"",
            fields.isEmpty() ? "" : ", " + fields);
  }
}
