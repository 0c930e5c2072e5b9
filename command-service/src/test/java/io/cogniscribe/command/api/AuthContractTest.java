package io.cogniscribe.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.web.security.Role;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract with the existing web front end for registration and log-in: paths, fields, status
 * codes and the exact texts of {@code detail}. A client that knows none of this backend's own
 * headers and codes needs nothing else.
 */
final class AuthContractTest extends EdgeTest {

  private static final String PASSWORD = "correct horse battery";

  @Test
  void registeringAnswers201WithExactlyFourFields() {
    String name = name();

    Answer answer = register(name, name + "@example.org", PASSWORD);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("success", "message", "user_id", "username");
    assertThat(answer.json().path("success").isBoolean()).isTrue();
    assertThat(answer.json().path("success").asBoolean()).isTrue();
    assertThat(answer.json().path("message").isString()).isTrue();
    assertThat(answer.json().path("user_id").isString()).isTrue();
    assertThat(answer.text("username")).isEqualTo(name);
  }

  @Test
  void aTakenUsernameAnswers409WhoseDetailSaysThatItAlreadyExists() {
    String name = name();
    register(name, name + "@example.org", PASSWORD);

    Answer answer = register(name, "other-" + name + "@example.org", PASSWORD);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("detail")).contains("already exists");
  }

  @Test
  void aTakenEmailAnswers409WhoseDetailSaysThatItIsAlreadyRegistered() {
    String name = name();
    register(name, name + "@example.org", PASSWORD);

    Answer answer = register("other-" + name, name + "@example.org", PASSWORD);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("detail")).contains("already registered");
  }

  @Test
  void loggingInAnswers200WithExactlyFiveFields() {
    String name = name();
    Answer registered = register(name, name + "@example.org", PASSWORD);

    Answer answer = logIn(name, PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder(
            "access_token", "token_type", "expires_in", "user_id", "username");
    assertThat(answer.text("token_type")).isEqualTo("bearer");
    assertThat(answer.json().path("expires_in").isIntegralNumber()).isTrue();
    assertThat(answer.json().path("expires_in").asLong()).isEqualTo(24 * 60 * 60);
    assertThat(answer.text("user_id")).isEqualTo(registered.text("user_id"));
    assertThat(answer.text("username")).isEqualTo(name);
  }

  @Test
  void theTokenHasTheClaimsOfTheExistingOneAndSaysWhoseAndWhomForItIs() throws Exception {
    String name = name();
    Answer registered = register(name, name + "@example.org", PASSWORD);

    SignedJWT token = SignedJWT.parse(logIn(name, PASSWORD).text("access_token"));
    JWTClaimsSet claims = token.getJWTClaimsSet();

    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
    assertThat(claims.getStringClaim("user_id")).isEqualTo(registered.text("user_id"));
    assertThat(claims.getStringClaim("username")).isEqualTo(name);
    assertThat(claims.getStringClaim("email")).isEqualTo(name + "@example.org");
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofHours(24));
    assertThat(UUID.fromString(claims.getJWTID())).isNotNull();
    assertThat(claims.getIssuer()).isEqualTo("cogniscribe");
    assertThat(claims.getAudience()).containsExactly("cogniscribe");
    assertThat(claims.getStringListClaim("roles")).containsExactly("user");
    assertThat(SignedJWT.parse(logIn(name, PASSWORD).text("access_token")).getJWTClaimsSet())
        .extracting(JWTClaimsSet::getJWTID)
        .isNotEqualTo(claims.getJWTID());
  }

  @Test
  void anUnknownUserAndAWrongPasswordAnswer401WithTheSameDetail() {
    String name = name();
    register(name, name + "@example.org", PASSWORD);

    for (Answer answer : new Answer[] {logIn(name, "wrong horse"), logIn(name(), PASSWORD)}) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text("detail")).isEqualTo("Invalid username or password");
    }
  }

  @Test
  void anInactiveAccountAnswers403() {
    String name = name();
    String id = register(name, name + "@example.org", PASSWORD).text("user_id");
    api.post("/api/users/" + id + "/deactivate").by(api.somebody(Role.OPERATOR)).send();

    assertThat(logIn(name, PASSWORD).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"username\": \"ab\", \"email\": \"ab@example.org\", \"password\": \"long enough\"}",
        "{\"username\": \"anna\", \"email\": \"anna\", \"password\": \"long enough\"}",
        "{\"username\": \"anna\", \"email\": \"a@example.org\", \"password\": \"seven77\"}",
      })
  void whatIsNotValidAnswers422(String registration) {
    assertThat(api.post("/api/auth/register", registration).send().status()).isEqualTo(422);
  }

  @Test
  void refusesALogInWhenItsFieldsHaveLengthsThatNoAccountHas() {
    String name = name();
    register(name, name + "@example.org", PASSWORD);

    assertInvalid(logIn(name, "seven77"), "password");
    assertInvalid(logIn(name, "p".repeat(101)), "password");
    assertInvalid(logIn("ab", PASSWORD), "username");
    assertInvalid(logIn("n".repeat(51), PASSWORD), "username");
    assertThat(logIn(name, "eight888").status()).isEqualTo(401);
    assertThat(logIn(name, "p".repeat(100)).status()).isEqualTo(401);
  }

  @Test
  void namesAndPasswordsMayBeAsLongAsTheyAlwaysMight() {
    String longest = (name() + "x".repeat(50)).substring(0, 50);
    String shortest = UUID.randomUUID().toString().substring(0, 3);

    assertThat(register(longest, longest + "@example.org", "p4ss-".repeat(20)).status())
        .isEqualTo(201);
    assertThat(register(shortest, name() + "@example.org", "eight888").status()).isEqualTo(201);
    assertThat(logIn(longest, "p4ss-".repeat(20)).status()).isEqualTo(200);
  }

  private Answer register(String username, String email, String password) {
    return api.post(
            "/api/auth/register",
            "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
                .formatted(username, email, password))
        .send();
  }

  private Answer logIn(String username, String password) {
    return api.post(
            "/api/auth/login",
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password))
        .send();
  }

  private static String name() {
    return "anna-" + UUID.randomUUID();
  }
}
