package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Call;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Creates people with the data that a request needs, over HTTP. */
record People(Api api) {

  private static final String PASSWORD = "correct horse battery";
  static final String KNOWN_PASSWORD = "{\"password\": \"" + PASSWORD + "\"}";
  static final String NEW_PASSWORD =
      "{\"current_password\": \"" + PASSWORD + "\", \"new_password\": \"a new password\"}";
  static final String RESULT =
      "\"transcript_text\": \"t\", \"summary_text\": \"s\", \"transcript_duration\": 1.5,"
          + " \"segment_count\": 1";
  static final String NEW_KEY = "{\"label\": \"whisper-1\", \"role\": \"worker\"}";
  static final String READ_JOB =
      "{\"action\": \"read_job\", \"job_id\": \"%1$s\", \"user_id\": \"%1$s\"}"
          .formatted(new UUID(1, 1));
  static final String REFUSED_READ = "{\"route\": \"/api/users\", \"reads\": 1}";
  static final String SKIP =
      """
      {"projection": "jobs", "record": "jobs.events-3@42", "reason": "garbage",
       "stream_key": "%s"}
      """
          .formatted(new UUID(1, 1));
  static final String FAILURE = "\"error_code\": \"transcription_failed\"";

  /**
   * A person with a token.
   *
   * @param session the session of the token; a random id if it has none
   */
  record Person(UUID id, Client client, UUID session, Role role) {}

  private record Account(UUID id, String name) {}

  /** Returns a new person that has only a token. */
  Person withToken(Role role) {
    return person(api.somebody(role), role);
  }

  /** Returns a person with an account, and with the token of an invented session. */
  Person withAccount(Role role) {
    return person(api.holderOf(register().id(), role), role);
  }

  /** Returns a person whose account has the role, and who has logged in. */
  Person inSession(Role role) {
    Account account = register();
    if (role != Role.USER) {
      String roles = "{\"roles\": [\"" + role.label() + "\"]}";
      done(send("PUT", "/api/users/" + account.id() + "/roles", roles, withToken(Role.OPERATOR)));
    }
    // The account may be readable a few milliseconds after the response to the registration.
    Answer in =
        await()
            .until(
                () -> send("POST", "/api/auth/login", credentials(account), null),
                answer -> answer.status() == 200);
    String token = in.text("access_token");
    byte[] claims =
        Base64.getUrlDecoder()
            .decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
    String session = JsonMapper.shared().readTree(claims).path("sid").asString();
    return new Person(
        account.id(), new Client(account.id(), token), UUID.fromString(session), role);
  }

  /** Returns the body that registers a new person. */
  String registration() {
    return registration("p-" + UUID.randomUUID());
  }

  /** Returns the body that logs a new person in. */
  String credentials() {
    return credentials(register());
  }

  /** Returns the body that opens a session of a script. */
  String assertion() {
    return Assertions.body("worker", "a-script");
  }

  /** Returns the body that changes the e-mail address. */
  String newEmail() {
    return "{\"email\": \"%s@example.org\", \"password\": \"%s\"}"
        .formatted(UUID.randomUUID(), PASSWORD);
  }

  /** Returns the fields of a recording of that person. */
  static String recording(Person owner) {
    return "\"filename\": \"lecture.mp3\", \"file_size_bytes\": 1048576, \"user_id\": \"%s\""
        .formatted(owner.id());
  }

  /** Deactivates the person's account and returns its id. */
  UUID deactivated(Person person) {
    done(send("POST", "/api/users/" + person.id() + "/deactivate", null, withToken(Role.OPERATOR)));
    return person.id();
  }

  /** Returns the id of a new API key. */
  UUID apiKey() {
    return done(send("POST", "/api/api-keys", NEW_KEY, withToken(Role.OPERATOR))).id("id");
  }

  /** Returns a new job of that person; if the person is a worker, that worker has started it. */
  UUID job(Person owner, String status) {
    boolean isWorker = owner.role() == Role.WORKER;
    return job(owner, status, isWorker ? owner : withToken(Role.WORKER));
  }

  /** Returns a new job of that person: pending, or processing or failed by {@code worker}. */
  UUID job(Person owner, String status, Person worker) {
    Person submitter = person(api.holderOf(owner.id(), Role.USER), Role.USER);
    UUID id = done(send("POST", "/api/jobs", "{" + recording(owner) + "}", submitter)).id("job_id");
    if (!status.equals("pending")) {
      done(send("POST", "/api/jobs/" + id + "/start", null, worker));
    }
    if (status.equals("failed")) {
      done(send("POST", "/api/jobs/" + id + "/fail", "{" + FAILURE + "}", worker));
    }
    return id;
  }

  /** Returns the id of a decided command of the person, accepted or rejected. */
  UUID command(Person sender) {
    Answer sent =
        api.call("DELETE", "/api/jobs/" + UUID.randomUUID())
            .with("Prefer", "respond-async")
            .by(sender.client())
            .send();
    UUID id = done(sent).id("command_id");
    Client operator = api.somebody(Role.OPERATOR);
    await().until(() -> api.get("/api/commands/" + id).by(operator).send().status() == 200);
    return id;
  }

  /**
   * Sends a request.
   *
   * @param caller null for no credential
   */
  Answer send(String method, String path, @Nullable String body, @Nullable Person caller) {
    Call call = api.call(method, path);
    if (caller != null) {
      call.by(caller.client());
    }
    if (body != null) {
      return call.with("Content-Type", "application/json").send(body);
    }
    // On a busy machine a reader may have to ask again.
    return method.equals("GET")
        ? await().until(call::send, answer -> answer.status() != 503)
        : call.send();
  }

  private Account register() {
    String name = "p-" + UUID.randomUUID();
    Answer answer = done(send("POST", "/api/auth/register", registration(name), null));
    return new Account(answer.id("user_id"), name);
  }

  private static String registration(String name) {
    return "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"%s\"}"
        .formatted(name, name, PASSWORD);
  }

  private static String credentials(Account account) {
    return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(account.name(), PASSWORD);
  }

  private static Person person(Client client, Role role) {
    return new Person(client.id(), client, new UUID(0, 0), role);
  }

  private static Answer done(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return answer;
  }
}
