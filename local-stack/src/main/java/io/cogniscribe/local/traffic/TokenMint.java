package io.cogniscribe.local.traffic;

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
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens for those who have no account: workers, producers, operators. */
public final class TokenMint {

  private static final String ISSUER_AND_AUDIENCE = "cogniscribe";
  private static final Duration LIFE = Duration.ofHours(24);

  private final byte[] secret;
  private final Clock clock;

  /**
   * @param secret the services' {@code JWT_SECRET_KEY}
   */
  public TokenMint(String secret, Clock clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /** A token for the role; the same role and name are the same principal each time. */
  public String mint(Role role, String name) {
    String id = principal(role, name).toString();
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER_AND_AUDIENCE)
            .audience(ISSUER_AND_AUDIENCE)
            .subject(id)
            .claim("user_id", id)
            .claim("username", name)
            .claim("roles", List.of(role.label()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId()).build(), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalArgumentException("JWT_SECRET_KEY cannot sign tokens: " + e.getMessage(), e);
    }
  }

  /** The name by which the services know the key. */
  private String keyId() throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] digest = mac.doFinal("kid".getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 9));
  }

  /** Who a minted token names. */
  static UUID principal(Role role, String name) {
    return UUID.nameUUIDFromBytes((role.label() + ":" + name).getBytes(StandardCharsets.UTF_8));
  }
}
