package io.cogniscribe.web.security;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Tokens of an operator that tests make without the command-service. */
public final class ForgedTokens {

  /** The signing key of the services under test. */
  public static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";

  private ForgedTokens() {}

  /** Returns tokens that every service refuses, each with its fault. */
  public static List<Arguments> refused() throws JOSEException {
    Instant now = Instant.now();
    String good = signed(SECRET, claims());
    return List.of(
        arguments("alg none", new PlainJWT(claims().build()).serialize()),
        arguments("another key", signed("Another3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u", claims())),
        arguments("no session", signed(SECRET, claims().claim("sid", null))),
        arguments(
            "an assertion of a script",
            signed(SECRET, claims().audience("cogniscribe-script-sessions"))),
        arguments("another audience", signed(SECRET, claims().audience("another"))),
        arguments("another issuer", signed(SECRET, claims().issuer("another"))),
        arguments(
            "expired", signed(SECRET, claims().expirationTime(Date.from(now.minusSeconds(60))))),
        arguments(
            "not yet valid",
            signed(SECRET, claims().notBeforeTime(Date.from(now.plusSeconds(600))))),
        arguments("truncated", good.substring(0, good.length() - 5)),
        arguments("without signature", good.substring(0, good.lastIndexOf('.') + 1)),
        arguments("no token", "' OR '1'='1"));
  }

  /** Returns a token that is made like the refused ones and has no fault. */
  public static String accepted(String role) throws JOSEException {
    return signed(SECRET, claims().claim("roles", List.of(role)));
  }

  private static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("cogniscribe")
        .audience("cogniscribe")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("user_id", "0199a1b2-0000-7000-8000-0000000000aa")
        .claim("username", "alice")
        .claim("sid", InventedSessions.random().toString())
        .claim("roles", List.of("operator"));
  }

  private static String signed(String secret, JWTClaimsSet.Builder claims) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    token.sign(new MACSigner(secret));
    return token.serialize();
  }
}
