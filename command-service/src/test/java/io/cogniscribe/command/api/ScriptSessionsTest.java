package io.cogniscribe.command.api;

import static io.cogniscribe.command.api.Assertions.claims;
import static io.cogniscribe.command.api.Assertions.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.command.api.Api.Answer;
import io.cogniscribe.command.api.Api.Client;
import io.cogniscribe.web.security.Role;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions of scripts, which a holder of the signing key requests. */
final class ScriptSessionsTest extends EdgeTest {

  @Test
  void opensASessionThatCanBeEndedWhenTheAssertionIsSigned() throws ParseException {
    UUID requestId = UUID.randomUUID();
    Answer opened =
        api.post("/api/auth/script-sessions", Assertions.body("operator", name()))
            .with("X-Request-Id", requestId.toString())
            .send();

    assertThat(opened.status()).as(opened.body()).isEqualTo(200);
    JWTClaimsSet token = SignedJWT.parse(opened.text("access_token")).getJWTClaimsSet();
    assertThat(token.getStringClaim("sid")).isNotBlank();
    assertThat(token.getStringListClaim("roles")).containsExactly("operator");
    Client script = client(opened);
    assertThat(issueKey(script).status()).isEqualTo(201);
    assertThat(
            new Trail(kafka)
                .of(requestId).stream().map(e -> ((ActionAudited) e.payload()).action()))
        .contains("script_token");

    assertThat(api.post("/api/auth/logout").by(script).send().status()).isEqualTo(200);
    assertProblem(issueKey(script), 401, "session_ended");
  }

  @Test
  void isTheSameAccountWhenRoleAndNameAreTheSame() {
    String name = name();
    Client first = client(open("worker", name));
    Client second = client(open("worker", name));
    Client other = client(open("producer", name));

    assertThat(second.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(api.post("/api/auth/logout").by(first).send().status()).isEqualTo(200);
    assertThat(api.post("/api/auth/logout").by(second).send().status()).isEqualTo(200);
  }

  @Test
  void makesOneAccountWhenManySessionsAreAskedForAtOnce() {
    String name = name();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> open("worker", name), clients))
              .limit(4)
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join))
          .allSatisfy(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
      assertThat(answers.stream().map(answer -> answer.join().id("user_id")).distinct()).hasSize(1);
    }
  }

  @Test
  void refusesASessionWhenAnOperatorHasDeactivatedTheScript() {
    String name = name();
    Client script = client(open("worker", name));
    api.post("/api/users/" + script.id() + "/deactivate").by(api.somebody(Role.OPERATOR)).send();

    assertThat(open("worker", name).status()).isEqualTo(403);
    assertProblem(api.post("/api/auth/logout").by(script).send(), 401, "session_ended");
  }

  @Test
  void refusesAnAssertionWhenItIsNotMadeForThis() {
    Instant now = Instant.now();
    String name = name();
    for (String assertion :
        List.of(
            signed("Another3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u", claims("worker", name)),
            signed(claims("worker", name).audience("cogniscribe")),
            signed(claims("worker", name).issuer("another")),
            signed(claims("worker", name).expirationTime(Date.from(now.plusSeconds(3600)))),
            signed(claims("worker", name).expirationTime(Date.from(now.minusSeconds(60)))),
            signed(claims("worker", name).expirationTime(null)),
            signed(claims("worker", name).issueTime(null)),
            signed(claims("god", name)),
            signed(claims("worker", "a name")),
            signed(claims("worker", "")),
            signed(claims("worker", "n".repeat(31))),
            signed(claims("worker", name).claim("role", List.of("worker"))),
            api.somebody(Role.OPERATOR).token(),
            "x")) {
      assertProblem(
          api.post("/api/auth/script-sessions", Assertions.body(assertion)).send(),
          401,
          "invalid_assertion");
    }
  }

  @Test
  void keepsPeopleFromNamesAndAddressesOfScripts() {
    String name = name();
    assertInvalid(register("script:operator:" + name, name + "@example.org"), "username");
    assertInvalid(register("SCRIPT:operator:" + name, name + "@example.org"), "username");
    assertInvalid(register(name, name + "@Scripts.Invalid"), "email");
  }

  private Answer register(String username, String email) {
    return api.post(
            "/api/auth/register",
            "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"correct horse\"}"
                .formatted(username, email))
        .send();
  }

  private Answer open(String role, String name) {
    return api.post("/api/auth/script-sessions", Assertions.body(role, name)).send();
  }

  private Answer issueKey(Client client) {
    return api.post("/api/api-keys", People.NEW_KEY).by(client).send();
  }

  private static Client client(Answer opened) {
    return new Client(opened.id("user_id"), opened.text("access_token"));
  }

  private static String name() {
    return UUID.randomUUID().toString().substring(0, 18);
  }
}
