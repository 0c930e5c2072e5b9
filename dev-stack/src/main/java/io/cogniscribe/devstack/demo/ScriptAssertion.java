package io.cogniscribe.devstack.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs assertions by which a script requests a session; see ADR 47. */
final class ScriptAssertion {

  private static final String ISSUER = "cogniscribe";
  private static final String AUDIENCE = "cogniscribe-script-sessions";
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final String secret;
  private final Clock clock;

  /**
   * @param secret the services' {@code JWT_SECRET_KEY}
   */
  ScriptAssertion(String secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Returns an assertion for a script with this name. The same role and name give the same account.
   */
  String sign(Role role, String name) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .claim("script", name)
            .claim("role", role.label())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId()).build(), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException("JWT_SECRET_KEY cannot sign tokens: " + e.getMessage(), e);
    }
  }

  /** Returns the key id by which the services find the key. */
  private String keyId() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hmac(secret, "kid"), 9));
  }

  static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
