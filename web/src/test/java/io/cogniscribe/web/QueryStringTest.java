package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.Client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningApplication.class)
class QueryStringTest {

  private static final String ORDER = "/api/public/orders/0199a1b2-0000-7000-8000-00000000000a";

  private final Client client;

  QueryStringTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=%zz", "limit=5%", "limit=%ff", "limit=%C3%28", "%=1"})
  void answers400WhenTheQueryIsNotPercentEncodedUtf8(String query) throws Exception {
    for (String path : new String[] {ORDER, "/api/me", "/api/nothing"}) {
      String answer = new RawExchange(client.port()).get(path + "?" + query);

      assertThat(answer)
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "\"code\":\"bad_request\"", "The query is not");
    }
  }

  @Test
  void decodesEveryCharacterThatIsEncodedAsUtf8() {
    assertThat(client.get(ORDER + "?limit=%35").response().body()).endsWith(" 5");
    assertThat(client.get(ORDER + "?limit=5&%F0%9F%8E%93=1").text("code"))
        .isEqualTo("validation_failed");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=5&limt=6,       limt,  is unknown",
    "limit=5&user_id,      user_id, is unknown",
    "limit=5&limit=6,      limit, must not be given twice",
    "limit=5&Limit=6,      Limit, is unknown",
  })
  void namesTheParameterWhenItIsUnknownOrDoubled(String query, String field, String message) {
    Answer answer = client.get(ORDER + "?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("validation_failed");
    assertThat(answer.json().path("errors")).hasSize(1);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/message").asString()).isEqualTo(message);
  }

  @Test
  void refusesEveryParameterWhenTheRouteHasNone() {
    assertThat(client.send(Tokens.user(client.request("/api/me?pretty"))).status()).isEqualTo(422);
    assertThat(client.post("/api/public/small?dry_run=1", "{\"text\": \"x\"}").status())
        .isEqualTo(422);
  }

  @Test
  void doesNotReadTheBodyOfAFormForParameters() {
    Answer answer =
        client.send(
            client
                .request("/api/public/small")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("limit=%zz")));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void answersAsUsualWhenNothingIsAtThePath() {
    assertThat(client.get("/api/public/nothing?x=1").status()).isEqualTo(404);
    assertThat(client.get("/error?x=1").status()).isIn(401, 404);
  }
}
