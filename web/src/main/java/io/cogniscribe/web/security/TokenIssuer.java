package io.cogniscribe.web.security;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Issues access tokens (JWT, HS256) that all HTTP services accept. */
public final class TokenIssuer {

  private final JwtEncoder encoder;
  private final Duration expiry;
  private final Clock clock;

  /**
   * @param key signs tokens; each token names it by its {@code kid}
   * @param expiry validity of a token
   */
  public TokenIssuer(SecretKey key, Duration expiry, Clock clock) {
    this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(TokenKeys.named(key))));
    this.expiry = expiry;
    this.clock = clock;
  }

  /**
   * A token and its validity.
   *
   * @param expiresIn in seconds
   */
  public record AccessToken(String value, long expiresIn) {}

  /** Returns the validity of a token. */
  public Duration expiry() {
    return expiry;
  }

  /** Returns a token for the caller, which must have a role and a session. */
  public AccessToken issue(Caller caller, String email) {
    UUID session = Objects.requireNonNull(caller.sessionId(), "a token needs a session");
    List<String> labels = caller.roles().stream().map(Role::label).sorted().toList();
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .id(UuidCreator.getTimeOrderedEpoch().toString())
            .issuer(Claims.ISSUER)
            .audience(List.of(Claims.AUDIENCE))
            .subject(caller.userId().toString())
            .issuedAt(now)
            .expiresAt(now.plus(expiry))
            .claim(Claims.USER_ID, caller.userId().toString())
            .claim(Claims.USERNAME, caller.username())
            .claim(Claims.EMAIL, email)
            .claim(Claims.ROLES, labels)
            .claim(Claims.SESSION, session.toString())
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
    String value = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    return new AccessToken(value, expiry.toSeconds());
  }
}
