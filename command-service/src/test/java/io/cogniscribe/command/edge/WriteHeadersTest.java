package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

final class WriteHeadersTest {

  @Test
  void withoutHeadersNothingIsAskedFor() {
    assertThat(WriteHeaders.of(new HttpHeaders())).isEqualTo(new WriteHeaders(null, null, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"quoted\"", "~!,;"})
  void anIdempotencyKeyIsVisibleAscii(String key) {
    assertThat(WriteHeaders.of(header("Idempotency-Key", key)).idempotencyKey()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "schlüssel", "tab\tinside", "nul\0inside"})
  void anythingElseIsNoIdempotencyKey(String key) {
    assertInvalid("Idempotency-Key", header("Idempotency-Key", key));
  }

  @Test
  void anIdempotencyKeyHasAtMost255Characters() {
    assertThat(WriteHeaders.of(header("Idempotency-Key", "k".repeat(255))).idempotencyKey())
        .hasSize(255);
    assertInvalid("Idempotency-Key", header("Idempotency-Key", "k".repeat(256)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key", "If-Match"})
  void aHeaderThatIsSentTwiceIsRefusedWhateverItSays(String name) {
    HttpHeaders headers = header(name, "\"1\"");
    headers.add(name, "\"1\"");

    assertInvalid(name, headers);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "\"0\",                  0",
        "\"1\",                  1",
        "\"999999999999999999\", 999999999999999999",
        "'  \"7\"  ',            7"
      })
  void ifMatchIsTheExpectedVersion(String tag, long version) {
    assertThat(WriteHeaders.of(header("If-Match", tag)).expectedVersion()).isEqualTo(version);
  }

  @Test
  void anyVersionIsExpectedByAStar() {
    assertThat(WriteHeaders.of(header("If-Match", "*")).expectedVersion()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "W/\"1\"",
        "\"1\", \"2\"",
        "\"1\",",
        "\"01\"",
        "\"-1\"",
        "\"1.0\"",
        "\"\"",
        "\"one\"",
        "\"1",
        "**",
        "\"9999999999999999999999\"",
        "\"\u0661\""
      })
  void anythingElseIsNoExpectedVersion(String tag) {
    assertInvalid("If-Match", header("If-Match", tag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "respond-async",
        "Respond-Async",
        "respond-async, wait=10",
        "return=minimal, respond-async",
        "respond-async; foo=bar",
        " respond-async "
      })
  void aClientMayPreferNotToWait(String prefer) {
    assertThat(WriteHeaders.of(header("Prefer", prefer)).respondAsync()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wait=10", "respond-asynchronously", "return=respond-async", ",;="})
  void otherPreferencesAreNoReasonNotToWait(String prefer) {
    assertThat(WriteHeaders.of(header("Prefer", prefer)).respondAsync()).isFalse();
  }

  @Test
  void preferencesMayComeInSeveralHeaders() {
    HttpHeaders headers = header("Prefer", "wait=10");
    headers.add("Prefer", "respond-async");

    assertThat(WriteHeaders.of(headers).respondAsync()).isTrue();
  }

  private static HttpHeaders header(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(name, value);
    return headers;
  }

  private static void assertInvalid(String field, HttpHeaders headers) {
    assertThatThrownBy(() -> WriteHeaders.of(headers))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(problem -> {
          assertThat(problem.status().value()).isEqualTo(422);
          assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
        });
  }
}
