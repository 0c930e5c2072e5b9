package io.cogniscribe.command.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/** Creates assertions of scripts, as the holder of the signing key does. */
final class Assertions {

  private static final String SECRET = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";

  private Assertions() {}

  /** Returns the body of a request for a session. */
  static String body(String role, String name) {
    return body(signed(SECRET, claims(role, name)));
  }

  static String body(String assertion) {
    return "{\"assertion\": \"" + assertion + "\"}";
  }

  static JWTClaimsSet.Builder claims(String role, String name) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("cogniscribe")
        .audience("cogniscribe-script-sessions")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(120)))
        .claim("script", name)
        .claim("role", role);
  }

  static String signed(JWTClaimsSet.Builder claims) {
    return signed(SECRET, claims);
  }

  static String signed(String secret, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT assertion = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      assertion.sign(new MACSigner(secret));
      return assertion.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
