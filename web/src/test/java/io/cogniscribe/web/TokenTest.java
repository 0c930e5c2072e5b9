package io.cogniscribe.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cogniscribe.web.Client.Answer;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import io.cogniscribe.web.security.TokenIssuer;
import io.cogniscribe.web.security.TokenKeys;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningApplication.class)
class TokenTest {

  private static final String ANOTHER_SECRET = "Another3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
  private static final Caller ALICE =
      new Caller(Tokens.ALICE, "alice", Set.of(Role.USER), Tokens.SESSION);
  private static final String KEY_ID = "01cjiJIElXki";

  private final Client client;

  TokenTest(Client client) {
    this.client = client;
  }

  @Test
  void returnsTheCallerOfAToken() {
    Answer answer = me(Tokens.of(Role.USER, Role.OPERATOR));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("user_id")).isEqualTo(Tokens.ALICE.toString());
    assertThat(answer.text("username")).isEqualTo("alice");
    assertThat(answer.json().path("roles").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("user", "operator");
  }

  @Test
  void returnsTheValidityOfAnIssuedToken() {
    TokenIssuer issuer =
        new TokenIssuer(
            TokenKeys.of(TestApplication.SETTINGS).current(),
            Duration.ofHours(24),
            Clock.systemUTC());

    assertThat(issuer.issue(ALICE, "a@example.org").expiresIn()).isEqualTo(86_400);
  }

  @Test
  void asksForATokenWhenThereIsNone() {
    Answer answer = client.get("/api/me");

    refused(answer);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    refused(client.get("/api/public/anonymous"));
    refused(client.get("/api/nothing/at/all"));
  }

  @Test
  void acceptsAWellFormedToken() throws Exception {
    assertThat(me(signed(claims(), TestApplication.SECRET)).status()).isEqualTo(200);
  }

  @Test
  void refusesATokenWhenItHasNoSignature() {
    refused(me(new PlainJWT(claims().build()).serialize()));
  }

  @Test
  void refusesATokenWhenItsKeyIsAnother() throws Exception {
    refused(me(signed(claims(), ANOTHER_SECRET)));
  }

  /** Key ids are fixed values, because other programs issue tokens too. */
  @Test
  void namesTheKeyOfATokenByAFixedId() throws Exception {
    assertThat(SignedJWT.parse(Tokens.of(Role.USER)).getHeader().getKeyID()).isEqualTo(KEY_ID);
    assertThat(keyIdOf(TestApplication.PREVIOUS_SECRET)).isNotEqualTo(KEY_ID).hasSize(12);
  }

  @Test
  void acceptsATokenOfThePreviousKey() throws Exception {
    String before = TestApplication.PREVIOUS_SECRET;

    assertThat(me(signed(claims(), before)).status()).as("without a key id").isEqualTo(200);
    assertThat(me(signed(claims(), before, keyIdOf(before))).status()).isEqualTo(200);
    assertThat(me(signed(claims(), TestApplication.SECRET, KEY_ID)).status()).isEqualTo(200);
  }

  @Test
  void refusesATokenWhenItNamesAnotherKey() throws Exception {
    refused(me(signed(claims(), TestApplication.SECRET, "unknown")));
    refused(me(signed(claims(), TestApplication.SECRET, "")));
    refused(me(signed(claims(), TestApplication.PREVIOUS_SECRET, KEY_ID)));
    refused(me(signed(claims(), TestApplication.SECRET, keyIdOf(TestApplication.PREVIOUS_SECRET))));
    refused(me(signed(claims(), ANOTHER_SECRET, KEY_ID)));
    refused(me(signed(claims(), ANOTHER_SECRET, keyIdOf(ANOTHER_SECRET))));
  }

  @Test
  void refusesATokenWhenItsAlgorithmIsAnother() throws Exception {
    String secret = TestApplication.SECRET + TestApplication.SECRET;
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims().build());
    token.sign(new MACSigner(secret));
    refused(me(token.serialize()));
  }

  @Test
  void refusesATokenWhenAudienceOrIssuerIsAnother() throws Exception {
    refused(me(signed(claims().audience("another"), TestApplication.SECRET)));
    refused(me(signed(claims().audience((String) null), TestApplication.SECRET)));
    refused(me(signed(claims().issuer("another"), TestApplication.SECRET)));
    refused(me(signed(claims().issuer(null), TestApplication.SECRET)));
  }

  @Test
  void refusesATokenWhenItIsExpiredOrNotYetIssued() throws Exception {
    Instant now = Instant.now();
    refused(me(signed(claims().expirationTime(at(now.minusSeconds(60))), TestApplication.SECRET)));
    refused(me(signed(claims().expirationTime(null), TestApplication.SECRET)));
    refused(me(signed(claims().notBeforeTime(at(now.plusSeconds(600))), TestApplication.SECRET)));
    refused(me(signed(claims().issueTime(at(now.plusSeconds(600))), TestApplication.SECRET)));
    refused(me(signed(claims().issueTime(null), TestApplication.SECRET)));
  }

  @Test
  void refusesATokenWhenItsCallerIsIncomplete() throws Exception {
    refused(me(signed(claims().claim("user_id", "7"), TestApplication.SECRET)));
    refused(me(signed(claims().claim("user_id", null), TestApplication.SECRET)));
    refused(me(signed(claims().claim("username", 7), TestApplication.SECRET)));
    refused(me(signed(claims().claim("roles", List.of()), TestApplication.SECRET)));
    refused(me(signed(claims().claim("roles", "operator"), TestApplication.SECRET)));
    refused(me(signed(claims().claim("roles", List.of("user", "god")), TestApplication.SECRET)));
    refused(me(signed(claims().claim("roles", List.of(1)), TestApplication.SECRET)));
  }

  @Test
  void refusesATokenWhenItNamesNoSession() throws Exception {
    refused(me(signed(claims().claim("sid", null), TestApplication.SECRET)));
    refused(me(signed(claims().claim("sid", ""), TestApplication.SECRET)));
    refused(me(signed(claims().claim("sid", "x"), TestApplication.SECRET)));
  }

  @Test
  void refusesATokenWhenItIsDamaged() {
    String token = Tokens.of(Role.USER);
    int signature = token.lastIndexOf('.');
    refused(me(token.substring(0, token.length() - 5)));
    refused(me(token.substring(0, signature)));
    refused(me(token.substring(0, signature + 1)));
    refused(me(token.substring(0, 10)));
    refused(me("a.b.c"));
    refused(me("not a token"));
    refused(me(""));
  }

  @Test
  void refusesATokenWhenItHasAHundredKilobytes() {
    Answer answer = me("a".repeat(100_000));

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.response().body()).doesNotContain("Tomcat", "Exception");
  }

  @Test
  void ignoresATokenInAQueryParameter() {
    refused(client.get("/api/me?access_token=" + Tokens.of(Role.USER)));
  }

  private Answer me(String token) {
    return client.send(client.request("/api/me").header("Authorization", "Bearer " + token));
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("unauthorized");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  private static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("cogniscribe")
        .audience("cogniscribe")
        .issueTime(at(now))
        .expirationTime(at(now.plusSeconds(60)))
        .claim("user_id", Tokens.ALICE.toString())
        .claim("username", "alice")
        .claim("sid", Tokens.SESSION.toString())
        .claim("roles", List.of("user"));
  }

  private static Date at(Instant instant) {
    return Date.from(instant);
  }

  private static String keyIdOf(String secret) throws ParseException {
    TokenIssuer issuer =
        new TokenIssuer(
            new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
            Duration.ofHours(1),
            Clock.systemUTC());
    String token = issuer.issue(ALICE, "a@example.org").value();
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private static String signed(JWTClaimsSet.Builder claims, String secret) throws JOSEException {
    return signed(claims, secret, null);
  }

  private static String signed(JWTClaimsSet.Builder claims, String secret, @Nullable String keyId)
      throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build();
    SignedJWT token = new SignedJWT(header, claims.build());
    token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }
}
