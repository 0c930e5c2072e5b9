package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningApplication.class)
class JsonBodyTest {

  private static final String ORDERS = "/api/public/orders";
  private static final String ID = "0199a1b2-0000-7000-8000-000000000001";

  private static final String VALID =
      """
      {"title": "A", "number": 5, "total": 3000000000, "ratio": 1, "urgent": true,
       "owner_id": "%s", "colour": "dark_blue", "due_at": "2026-01-31T12:00:00Z"}
      """
          .formatted(ID);

  private final Client client;

  JsonBodyTest(Client client) {
    this.client = client;
  }

  @Test
  void readsAndWritesAValidBodyInSnakeCaseAndInOrder() {
    Answer answer = client.post(ORDERS, VALID);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.response().body())
        .isEqualTo(
            """
            {"title":"A","number":5,"total":3000000000,"ratio":1.0,"urgent":true,\
            "owner_id":"%s","colour":"dark_blue","due_at":"2026-01-31T12:00:00Z"}\
            """
                .formatted(ID));
  }

  @Test
  void readsNestedRecords() {
    Answer answer =
        client.post(
            ORDERS,
            VALID.replace("{\"title", "{\"parts\": [{\"count\": 1, \"name\": \"p\"}], \"title"));

    assertThat(answer.json().at("/parts/0/name").asString()).isEqualTo("p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"title\": }",
        "{'title': 'A'}",
        "{\"title\": \"A\",}",
        "nonsense",
        "{\"title\": \"A\" \"number\": 5}",
        "{\"title\": NaN}",
        "{\"parts\": [1,",
        "{\"title\": \"\u0001\"}",
        "{\"number\": 05}",
        "// comment\n{}"
      })
  void answers400WhenTheBodyIsNoJson(String body) {
    Answer answer = client.post(ORDERS, body);

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("malformed_json");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void answers400WhenTheBodyIsInvalidUtf8() {
    Answer answer =
        client.send(
            client
                .request(ORDERS)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofByteArray(
                        "{\"title\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("malformed_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"title\": \"A\"                       | \"title\": 5                          | title    | must be a string",
        "\"title\": \"A\"                       | \"title\": true                       | title    | must be a string",
        "\"title\": \"A\"                       | \"title\": null                       | title    | must not be null",
        "\"title\": \"A\"                       | \"title\": {\"a\": 1}                 | title    | must be a string",
        "\"title\": \"A\"                       | \"title\": [\"A\"]                    | title    | must be a string",
        "\"title\": \"A\"                       | \"title\": \"a\\u0000b\"              | title    | must not contain",
        "\"title\": \"A\"                       | \"title\": \"a\\ud800b\"              | title    | must not contain",
        "\"title\": \"A\"                       | \"title\": \"a\\udc00\\ud800\"        | title    | must not contain",
        "\"title\": \"A\"                       | \"title\": \"  \"                     | title    | must not be blank",
        "\"title\": \"A\",                      | `                                     ` | title  | is required",
        "\"title\": \"A\"                       | \"title\": \"A\", \"title\": \"B\"    | title    | must not be given twice",
        "\"title\": \"A\"                       | \"title\": \"A\", \"Title\": \"B\"    | Title    | is unknown",
        "\"title\": \"A\"                       | \"title\": \"A\", \"x\": {\"y\": [1]} | x        | is unknown",
        "\"number\": 5                          | \"number\": \"5\"                     | number   | must be a whole number",
        "\"number\": 5                          | \"number\": 5.0                       | number   | must be a whole number",
        "\"number\": 5                          | \"number\": 3000000000                | number   | must be a whole number",
        "\"number\": 5                          | \"number\": null                      | number   | must not be null",
        "\"number\": 5                          | \"number\": true                      | number   | must be a whole number",
        "\"number\": 5                          | \"number\": \"\"                      | number   | must be a whole number",
        "\"number\": 5                          | \"number\": []                        | number   | must be a whole number",
        "\"number\": 5                          | \"number\": -1                        | body     | a number must not be negative",
        "\"total\": 3000000000                  | \"total\": 99999999999999999999       | total    | must be a whole number",
        "\"total\": 3000000000                  | \"total\": 1e3                        | total    | must be a whole number",
        "\"ratio\": 1                           | \"ratio\": \"0.5\"                    | ratio    | must be a number",
        "\"ratio\": 1                           | \"ratio\": \"NaN\"                    | ratio    | must be a number",
        "\"urgent\": true                       | \"urgent\": \"true\"                  | urgent   | must be true or false",
        "\"urgent\": true                       | \"urgent\": 1                         | urgent   | must be true or false",
        "\"urgent\": true                       | \"urgent\": \"\"                      | urgent   | must be true or false",
        "\"owner_id\": \"0199a1b2-0000-7000-8000-000000000001\" | \"owner_id\": \"1-1-1-1-1\" | owner_id | must be a UUID",
        "\"owner_id\": \"0199a1b2-0000-7000-8000-000000000001\" | \"owner_id\": \"\"  | owner_id | must be a UUID",
        "\"owner_id\": \"0199a1b2-0000-7000-8000-000000000001\" | \"owner_id\": 7     | owner_id | must be a UUID",
        "\"colour\": \"dark_blue\"              | \"colour\": \"green\"                 | colour   | must be one of red, dark_blue",
        "\"colour\": \"dark_blue\"              | \"colour\": \"DARK_BLUE\"             | colour   | must be one of red, dark_blue",
        "\"colour\": \"dark_blue\"              | \"colour\": 1                         | colour   | must be one of red, dark_blue",
        "\"colour\": \"dark_blue\"              | \"colour\": \"\"                      | colour   | must be one of red, dark_blue",
        "\"due_at\": \"2026-01-31T12:00:00Z\"   | \"due_at\": \"tomorrow\"              | due_at   | must be a time such as",
        "\"due_at\": \"2026-01-31T12:00:00Z\"   | \"due_at\": 1769860800                | due_at   | must be a time such as",
        "\"due_at\": \"2026-01-31T12:00:00Z\"   | \"due_at\": \"\"                      | due_at   | must be a time such as",
        "{\"title\"  | {\"parts\": {}, \"title\"                               | parts          | must be a list",
        "{\"title\"  | {\"parts\": [{\"name\": \"p\"}], \"title\"              | parts[0].count | is required",
        "{\"title\"  | {\"parts\": [{\"name\": \"p\", \"count\": 1}, {\"name\": 1, \"count\": 1}], \"title\" | parts[1].name | must be a string",
        "{\"title\"  | {\"parts\": [null], \"title\"                           | parts[0]       | must",
        "{\"title\"  | {\"parts\": [7], \"title\"                              | parts[0]       | must be an object",
        "{\"title\"  | {\"remark\": 7, \"title\"                               | remark         | must be a string",
      })
  void namesTheFieldWhenItBreaksARule(String from, String to, String field, String message) {
    Answer answer = client.post(ORDERS, VALID.replace(from, to.isBlank() ? "" : to));

    assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("validation_failed");
    assertThat(answer.json().path("errors").size()).as(answer.response().body()).isEqualTo(1);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asString()).startsWith(message);
  }

  @Test
  void namesAllInvalidFieldsAtOnce() {
    Answer answer =
        client.post(
            ORDERS,
            """
            {"number": "5", "urgent": null, "colour": ["red"], "extra": 1, "owner_id": "x",
             "parts": [{"name": 1}], "due_at": "2026-01-31T12:00:00Z"}
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer))
        .containsExactlyInAnyOrder(
            "number",
            "urgent",
            "colour",
            "extra",
            "owner_id",
            "parts[0].name",
            "parts[0].count",
            "title",
            "total",
            "ratio");
  }

  @Test
  void namesTheBodyWhenItHasAnotherShape() {
    for (String body : List.of("[]", "5", "\"text\"", "null", "true")) {
      Answer answer = client.post(ORDERS, body);
      assertThat(answer.status()).as(body).isIn(400, 422);
      assertThat(answer.text("code")).isIn("validation_failed", "malformed_json");
    }
    assertThat(fields(client.post(ORDERS, "[]"))).containsExactly("body");
    assertThat(fields(client.post("/api/public/list", "{}"))).containsExactly("body");
    assertThat(fields(client.post("/api/public/list", "[{\"name\": \"a\", \"count\": 1}, {}]")))
        .containsExactly("[1].name", "[1].count");
  }

  @Test
  void refusesABodyWhenItHasMoreThanOneValue() {
    assertThat(client.post(ORDERS, VALID + VALID).status()).isIn(400, 422);
  }

  @Test
  void limitsTheListOfErrors() {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 10_000; i++) {
      body.append("\"\\u0007x").append(i).append("\": 1,");
    }
    Answer answer = client.post(ORDERS, body.append("\"title\": \"A\"}").toString());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer)).hasSize(50).contains("?x0");
  }

  @Test
  void refusesABodyWhenItIsNestedTooDeeply() {
    Answer answer = client.post(ORDERS, "{\"remark\": " + "[".repeat(100_000));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("validation_failed");
  }

  @Test
  void namesAStringWhenItExceedsTheLimit() {
    Answer answer =
        client.post(
            ORDERS,
            VALID.replace(
                "{\"title\"", "{\"remark\": \"" + "x".repeat(9_000_000) + "\", \"title\""));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer)).containsExactly("remark");
  }

  @Test
  void refusesAFieldNameWhenItExceedsTheLimit() {
    assertThat(client.post(ORDERS, "{\"" + "x".repeat(100_000) + "\": 1}").status()).isEqualTo(422);
  }

  private static List<String> fields(Answer answer) {
    return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
        .map(error -> error.path("field").asString())
        .toList();
  }
}
