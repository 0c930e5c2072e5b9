package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cogniscribe.devstack.stack.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokensTest {

  private static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final List<Write> sent = new ArrayList<>();

  @Test
  void signsRoleAndNameForTwoMinutes() throws Exception {
    SignedJWT assertion =
        SignedJWT.parse(
            new ScriptAssertion(SECRET, Clock.fixed(NOW, ZoneOffset.UTC))
                .sign(Role.WORKER, "gpu-1"));
    JWTClaimsSet claims = assertion.getJWTClaimsSet();

    assertThat(assertion.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(assertion.getHeader().getKeyID())
        .as("the id that the services know the key by")
        .isEqualTo("01cjiJIElXki");
    assertThat(claims.getIssuer()).isEqualTo("cogniscribe");
    assertThat(claims.getAudience()).containsExactly("cogniscribe-script-sessions");
    assertThat(claims.getStringClaim("role")).isEqualTo("worker");
    assertThat(claims.getStringClaim("script")).isEqualTo("gpu-1");
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(Duration.ofMinutes(2))));
    assertThat(claims.getJWTID()).isNotBlank();
  }

  @Test
  void logsInAUserWhenTheAccountExists() throws InterruptedException {
    Accounts accounts =
        accounts(
            new Answer.Refused(409, "{}"), new Answer.Acknowledged("{\"access_token\":\"t\"}"));

    assertThat(accounts.registerAndLogIn("anna")).isEqualTo("t");
    assertThat(sent)
        .extracting(Write::path)
        .containsExactly("/api/auth/register", "/api/auth/login");
    assertThat(sent.getFirst().body().get("password"))
        .isEqualTo(sent.getLast().body().get("password"));
  }

  @Test
  void explainsWhenTheAccountHasAnotherPassword() {
    Accounts accounts = accounts(new Answer.Refused(409, "{}"), new Answer.Refused(401, "{}"));

    assertThatThrownBy(() -> accounts.registerAndLogIn("anna"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("password of its own");
  }

  @Test
  void retriesTheLogInWhenTheAccountIsNew() throws InterruptedException {
    Deque<Answer> logins =
        new ArrayDeque<>(
            List.of(
                new Answer.Refused(401, "{}"),
                new Answer.Acknowledged("{\"access_token\":\"t\"}")));
    PatientWriter writer =
        new PatientWriter(
            write ->
                write.path().endsWith("register") ? new Answer.Acknowledged("{}") : logins.remove(),
            Duration.ZERO);

    assertThat(new Accounts(writer, SECRET).registerAndLogIn("anna")).isEqualTo("t");
  }

  private Accounts accounts(Answer registration, Answer login) {
    PatientWriter writer =
        new PatientWriter(
            write -> {
              sent.add(write);
              return write.path().endsWith("register") ? registration : login;
            },
            Duration.ZERO);
    return new Accounts(writer, SECRET);
  }
}
