package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests, by mistake or on purpose. Each gets a problem that names the error. */
final class BadInputTest extends EdgeTest {

  private static final String NOT_THERE = "/api/jobs/0199a1b2-0000-7000-8000-000000000001";

  private Client student;
  private Client worker;

  @SuppressWarnings("NullAway.Init") // JUnit calls introduce before any test.
  BadInputTest() {}

  @BeforeAll
  void introduce() {
    student = new People(api).withAccount(Role.USER).client();
    worker = api.somebody(Role.WORKER);
  }

  @AfterEach
  void theServiceGoesOn() {
    assertThat(api.post("/api/jobs", recording()).by(student).send().status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1",
        "{\"filename\": \"a.mp3\" \"file_size_bytes\": 1}",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1} trailing",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": NaN}",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 0x10}",
        "{'filename': 'a.mp3', 'file_size_bytes': 1}",
        "{\"filename\": \"a\u0007.mp3\", \"file_size_bytes\": 1}",
        "null",
      })
  void whatIsNotJsonIsMalformed(String body) {
    assertProblem(api.post("/api/jobs", body).by(student).send(), 400, "malformed_json");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                       | body",
        "\"text\"                                                 | body",
        "{}                                                       | filename",
        "{}                                                       | file_size_bytes",
        "{\"filename\": 5, \"file_size_bytes\": 1}                | filename",
        "{\"filename\": null, \"file_size_bytes\": 1}             | filename",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": \"1\"}    | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1.5}      | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": true}     | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": [1]}      | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 99999999999999999999} | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 0}        | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": -1}       | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1048576001} | file_size_bytes",
        "{\"filename\": \"a.mp3\", \"filename\": \"b.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"status\": \"completed\"} | status",
        "{\"filename\": \"a.mp3\", \"fileSizeBytes\": 1}          | fileSizeBytes",
        "{\"filename\": \"\", \"file_size_bytes\": 1}             | filename",
        "{\"filename\": \"  .mp3\", \"file_size_bytes\": \"\"}    | file_size_bytes",
        "{\"filename\": \".mp3\", \"file_size_bytes\": 1}         | filename",
        "{\"filename\": \"a\", \"file_size_bytes\": 1}            | filename",
        "{\"filename\": \"a.exe\", \"file_size_bytes\": 1}        | filename",
        "{\"filename\": \"a.mp3.exe\", \"file_size_bytes\": 1}    | filename",
        "{\"filename\": \"../a.mp3\", \"file_size_bytes\": 1}     | filename",
        "{\"filename\": \"/etc/a.mp3\", \"file_size_bytes\": 1}   | filename",
        "{\"filename\": \"c:\\\\a.mp3\", \"file_size_bytes\": 1}  | filename",
        "{\"filename\": \"a\\u0000.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"filename\": \"a\\n.mp3\", \"file_size_bytes\": 1}     | filename",
        "{\"filename\": \"a\\ud800.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"summary_ratio\": 0.04} | summary_ratio",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"summary_ratio\": 1.01} | summary_ratio",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"summary_ratio\": \"0.5\"} | summary_ratio",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"summary_ratio\": 1e999} | summary_ratio",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"async_mode\": \"yes\"} | async_mode",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"user_id\": \"me\"} | user_id",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"user_id\": \"1-1-1-1-1\"} | user_id",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"file_path\": \"a/b\"} | file_path",
        "{\"filename\": \"a\\u202e.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"filename\": \"a\\u2028.mp3\", \"file_size_bytes\": 1} | filename",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"original_filename\": \"a\\u2069\"} | original_filename",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"subject\": \"a\\tb\"} | subject",
        "{\"filename\": \"a.mp3\", \"file_size_bytes\": 1, \"original_filename\": \" \"} | original_filename",
        "{\"filename\": {\"a\": {\"b\": {}}}, \"file_size_bytes\": 1} | filename",
      })
  void aSubmissionThatBreaksARuleNamesTheField(String body, String field) {
    assertInvalid(api.post("/api/jobs", body).by(student).send(), field);
  }

  @ParameterizedTest
  @CsvSource({
    "filename, 252, 251",
    "original_filename, 256, 255",
    "file_path, 501, 500",
    "subject, 256, 255"
  })
  void textsHaveALongestLength(String field, int tooLong, int longest) {
    assertInvalid(submitWith(field, "x".repeat(tooLong)), field);
    assertThat(submitWith(field, "x".repeat(longest)).status()).isEqualTo(201);
  }

  private Answer submitWith(String field, String text) {
    String body =
        field.equals("filename")
            ? recording().replace("lecture.mp3", text + ".mp3")
            : recording().replace("}", ", \"" + field + "\": \"" + text + "\"}");
    return field.equals("file_path")
        ? api.post("/api/jobs", forStudent(body)).by(api.somebody(Role.PRODUCER)).send()
        : api.post("/api/jobs", body).by(student).send();
  }

  private String forStudent(String body) {
    return body.replace("}", ", \"user_id\": \"" + student.id() + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "../a", "c:a", "s3://a/b", "a\\\\b", "a\\u2028b"})
  void refusesAFilePathWhenItIsNotRelative(String path) {
    String body = recording().replace("}", ", \"file_path\": \"" + path + "\"}");
    Answer answer = api.post("/api/jobs", forStudent(body)).by(api.somebody(Role.PRODUCER)).send();

    assertInvalid(answer, "file_path");
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "start    | {\"stage\": \"transcribing\"}                       | stage",
        "retry    | {\"force\": true}                                   | force",
        "cancel   | []                                                  | body",
        "progress | {\"stage\": \"transcribing\"}                       | percent",
        "progress | {\"stage\": \"dreaming\", \"percent\": 1}           | stage",
        "progress | {\"stage\": \"TRANSCRIBING\", \"percent\": 1}       | stage",
        "progress | {\"stage\": 1, \"percent\": 1}                      | stage",
        "progress | {\"stage\": \"transcribing\", \"percent\": 101}     | percent",
        "progress | {\"stage\": \"transcribing\", \"percent\": -1}      | percent",
        "progress | {\"stage\": \"transcribing\", \"percent\": 5.5}     | percent",
        "progress | {\"stage\": \"transcribing\", \"percent\": 1, \"message\": \"a\\u0007b\"} | message",
        "fail     | {\"error_message\": \"no code\"}                    | error_code",
        "fail     | {\"error_code\": \"\"}                              | error_code",
        "fail     | {\"error_code\": \"Not a code\"}                    | error_code",
        "complete | {\"transcript_text\": \"t\"}                        | summary_text",
        "complete | {\"transcript_text\": \"t\", \"summary_text\": \"s\", \"transcript_duration\": -1, \"segment_count\": 1} | transcript_duration",
        "complete | {\"transcript_text\": \"t\", \"summary_text\": \"s\", \"transcript_duration\": 1, \"segment_count\": -1} | segment_count",
        "complete | {\"transcript_text\": \"t\", \"summary_text\": \"s\", \"transcript_duration\": 1, \"segment_count\": 3000000000} | segment_count",
        "complete | {\"transcript_text\": \"\\u0000\", \"summary_text\": \"s\", \"transcript_duration\": 1, \"segment_count\": 1} | transcript_text",
        "complete | {\"transcript_text\": \"t\", \"summary_text\": \"s\", \"transcript_duration\": 1, \"segment_count\": 1, \"language_detected\": \"English!\"} | language_detected",
      })
  void aStepThatBreaksARuleNamesTheField(String step, String body, String field) {
    Client sender = List.of("retry", "cancel").contains(step) ? student : worker;
    assertInvalid(api.post(NOT_THERE + "/" + step, body).by(sender).send(), field);
  }

  @Test
  void aTranscriptHasAtMostFourMebibytesInUtf8() {
    assertInvalid(complete("\u20ac".repeat(4 * 1024 * 1024 / 3 + 1)), "transcript_text");
    assertProblem(complete("x".repeat(4 * 1024 * 1024)), 404, "job_not_found");
  }

  @Test
  void aBodyHasALargestSize() {
    assertProblem(complete("x".repeat(17 * 1024 * 1024)), 413, "body_too_large");
    assertProblem(
        api.post("/api/jobs", recording() + " ".repeat(65_536)).by(student).send(),
        413,
        "body_too_large");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "POST,   /api/auth/login,                                                password",
    "PUT,    /api/users/me/password,                                         new_password",
    "PUT,    /api/users/me/password,                                         current_password",
    "PUT,    /api/users/me/email,                                            password",
    "DELETE, /api/users/me,                                                  password",
    "PUT,    /api/users/0199a1b2-0000-7000-8000-000000000001/roles,          roles",
    "DELETE, /api/users/0199a1b2-0000-7000-8000-000000000001,                reason",
    "POST,   /api/api-keys,                                                  label",
    "POST,   /internal/access-records,                                       action",
    "POST,   /internal/skip-records,                                         reason",
  })
  void aPasswordOfTenMegabytesIsNotRead(String method, String path, String field) {
    Answer answer =
        api.call(method, path)
            .by(student)
            .with("Content-Type", "application/json")
            .send("{\"%s\": \"%s\"}".formatted(field, "p".repeat(10_000_000)));

    assertProblem(answer, 413, "body_too_large");
  }

  @Test
  void manyLargeBodiesAtOnceExhaustNothing() {
    byte[] body = result("x".repeat(4 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> complete(body), clients))
              .limit(24)
              .toList();

      // The requests wait for each other. On a slow machine the last ones must be sent again, get a
      // pending outcome, or are too slow themselves.
      assertThat(
              answers.stream()
                  .map(CompletableFuture::join)
                  .map(answer -> answer.status() == 202 ? "pending" : answer.text("code")))
          .contains("job_not_found")
          .isSubsetOf(
              "job_not_found", "overloaded", "too_many_bodies", "request_timeout", "pending");
    }
  }

  @Test
  void aChunkedBodyIsCountedToo() {
    Answer answer =
        api.post("/api/jobs").by(student).with("Content-Type", "application/json").stream(
            recording());

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private Answer complete(String transcript) {
    return complete(result(transcript).getBytes(StandardCharsets.UTF_8));
  }

  private Answer complete(byte[] body) {
    return api.post(NOT_THERE + "/complete")
        .by(worker)
        .with("Content-Type", "application/json")
        .send(body);
  }

  private static String result(String transcript) {
    return """
    {"transcript_text": "%s", "summary_text": "s", "transcript_duration": 1, "segment_count": 1}
    """
        .formatted(transcript);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "me", "1-1-1-1-1", "0199a1b2-0000-7000-8000-00000000000g", "a%20b"})
  void whatIsNoJobIdIsRefused(String id) {
    assertInvalid(api.post("/api/jobs/" + id + "/start").by(worker).send(), "job_id");
  }

  @Test
  void whatIsNoPathIsNeverAFault() {
    for (String path : List.of("/api/jobs/%00/start", "/api/jobs/..%2f..%2f/start", "/api//jobs")) {
      Answer answer = api.post(path).by(worker).send();

      assertThat(answer.status()).as(path + answer.body()).isBetween(400, 404);
      assertThat(answer.text("code")).isNotBlank();
    }
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    for (String type : new String[] {"text/plain", "application/xml", "nonsense"}) {
      Answer answer =
          api.post("/api/jobs").with("Content-Type", type).by(student).send(recording());

      assertThat(answer.status()).as(type + answer.body()).isIn(400, 415);
      assertThat(answer.text("code")).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,    /api/jobs,                                                  405, method_not_allowed",
    "PATCH,  /api/jobs/0199a1b2-0000-7000-8000-000000000001,             405, method_not_allowed",
    "GET,    /api/commands,                                              405, method_not_allowed",
    "POST,   /api/jobs/0199a1b2-0000-7000-8000-000000000001/shred,       404, not_found",
    "GET,    /api/nothing,                                               404, not_found",
    "GET,    /actuator/health,                                           404, not_found",
    "GET,    /api/commands/1-1-1-1-1,                                    422, validation_failed",
  })
  void whatIsNotThereIsNotThere(String method, String path, int status, String code) {
    assertProblem(api.call(method, path).by(student).send(), status, code);
  }

  @Test
  void aMessageToTheLogStaysOneLine() {
    Answer answer =
        api.post("/api/jobs", recording())
            .by(student)
            .with("X-Request-Id", "not-a-uuid")
            .with("User-Agent", "x".repeat(3_000))
            .send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
  }
}
