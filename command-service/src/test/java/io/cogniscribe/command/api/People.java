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

/** Makes people who have what a request needs, over HTTP like everybody. */
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
   * Somebody with a token.
   *
   * @param session what the token belongs to; any when it belongs to none
   */
  record Person(UUID id, Client client, UUID session, Role role) {}

  private record Account(UUID id, String name) {}

  /** A new somebody of whom there is nothing but his token. */
  Person withToken(Role role) {
    return person(api.somebody(role), role);
  }

  /** Somebody who has an account, and the token of an invented session. */
  Person withAccount(Role role) {
    return person(api.holderOf(register().id(), role), role);
  }

  /** Somebody whose account has the role, and who has logged in. */
  Person inSession(Role role) {
    Account account = register();
    if (role != Role.USER) {
      String roles = "{\"roles\": [\"" + role.label() + "\"]}";
      done(send("PUT", "/api/users/" + account.id() + "/roles", roles, withToken(Role.OPERATOR)));
    }
    // The account may be readable a moment after whoever registered was told that it is there.
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

  /** The body that registers somebody new. */
  String registration() {
    return registration("p-" + UUID.randomUUID());
  }

  /** The body that logs somebody in. */
  String credentials() {
    return credentials(register());
  }

  /** The body that opens a session of a script. */
  String assertion() {
    return Assertions.body("worker", "a-script");
  }

  /** The body that gives whoever knows his password another address. */
  String newEmail() {
    return "{\"email\": \"%s@example.org\", \"password\": \"%s\"}"
        .formatted(UUID.randomUUID(), PASSWORD);
  }

  /** The fields of a recording of that person. */
  static String recording(Person owner) {
    return "\"filename\": \"lecture.mp3\", \"file_size_bytes\": 1048576, \"user_id\": \"%s\""
        .formatted(owner.id());
  }

  /** The person's account, whom an operator keeps out from now on. */
  UUID deactivated(Person person) {
    done(send("POST", "/api/users/" + person.id() + "/deactivate", null, withToken(Role.OPERATOR)));
    return person.id();
  }

  /** A key that an operator has issued. */
  UUID apiKey() {
    return done(send("POST", "/api/api-keys", NEW_KEY, withToken(Role.OPERATOR))).id("id");
  }

  /** A new job of that person, started by the person where that is a worker. */
  UUID job(Person owner, String status) {
    boolean isWorker = owner.role() == Role.WORKER;
    return job(owner, status, isWorker ? owner : withToken(Role.WORKER));
  }

  /** A new job of that person: pending, or processing or failed at the hands of a worker. */
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

  /** A command that the person has sent, and that is decided, whichever way. */
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
   * @param caller null for nobody
   */
  Answer send(String method, String path, @Nullable String body, @Nullable Person caller) {
    Call call = api.call(method, path);
    if (caller != null) {
      call.by(caller.client());
    }
    if (body != null) {
      return call.with("Content-Type", "application/json").send(body);
    }
    // A machine that is busy may have to ask a reader to come back.
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
