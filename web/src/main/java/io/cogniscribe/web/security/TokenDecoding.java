package io.cogniscribe.web.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Rules for accepted tokens: issued by Cogniscribe, for this API, valid now, and naming a caller.
 */
final class TokenDecoding {

  /** Tolerated difference between the clocks of two of our machines. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private static final int REMEMBERED = 5_000;

  private TokenDecoding() {}

  /**
   * Returns a decoder for access tokens. The algorithm is fixed; the token's header cannot choose
   * it. The header's {@code kid} selects the key. A token without one (an old token or one made
   * elsewhere) is tried with all keys.
   */
  static JwtDecoder decoder(TokenKeys keys, Clock clock) {
    NimbusJwtDecoder decoder = signedBy(keys);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(
                new JwtIssuerValidator(Claims.ISSUER),
                isFor(Claims.AUDIENCE),
                rule(token -> Claims.caller(token).isPresent()))));
    return new VerifiedTokens(decoder, timely(clock), REMEMBERED);
  }

  /** Returns a decoder that accepts tokens signed with one of the keys. */
  static NimbusJwtDecoder signedBy(TokenKeys keys) {
    JWSKeySelector<SecurityContext> selector =
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.HS256, new ImmutableJWKSet<>(keys.believed()));
    return NimbusJwtDecoder.withSecretKey(keys.current())
        .jwtProcessorCustomizer(processor -> processor.setJWSKeySelector(selector))
        .build();
  }

  /** Returns a validator that accepts tokens that have been issued and have not expired. */
  static OAuth2TokenValidator<Jwt> timely(Clock clock) {
    return new DelegatingOAuth2TokenValidator<>(
        List.of(timestamps(clock), rule(token -> isIssued(token, clock))));
  }

  /** Returns a validator that accepts tokens for the audience. */
  static OAuth2TokenValidator<Jwt> isFor(String audience) {
    return rule(token -> token.getAudience() != null && token.getAudience().contains(audience));
  }

  private static OAuth2TokenValidator<Jwt> timestamps(Clock clock) {
    JwtTimestampValidator validator = new JwtTimestampValidator(CLOCK_SKEW);
    validator.setAllowEmptyExpiryClaim(false);
    validator.setClock(clock);
    return validator;
  }

  private static boolean isIssued(Jwt token, Clock clock) {
    Instant issuedAt = token.getIssuedAt();
    return issuedAt != null && !issuedAt.isAfter(clock.instant().plus(CLOCK_SKEW));
  }

  interface Rule {
    boolean holds(Jwt token);
  }

  /** Returns a validator that accepts tokens for which the rule holds. */
  static OAuth2TokenValidator<Jwt> rule(Rule rule) {
    OAuth2Error error = new OAuth2Error("invalid_token", "The token is not for this API", null);
    return token ->
        rule.holds(token)
            ? OAuth2TokenValidatorResult.success()
            : OAuth2TokenValidatorResult.failure(error);
  }
}
