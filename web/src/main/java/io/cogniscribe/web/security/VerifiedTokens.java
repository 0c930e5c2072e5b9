package io.cogniscribe.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Caches verified tokens: a client sends the same token with each request, and verifying the
 * signature and parsing the claims costs more than most requests. Time limits are checked on each
 * use, and refusals are not cached. An entry takes about 3 KB.
 */
final class VerifiedTokens implements JwtDecoder {

  private static final int MAX_LENGTH = 8 * 1024;
  private static final Duration UNUSED = Duration.ofMinutes(10);

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> timely;
  private final Cache<String, Jwt> verified;

  /**
   * Creates a cache in front of the decoder.
   *
   * @param timely checks that run on each use
   * @param maxTokens number of cached tokens; rarely used ones are evicted
   */
  VerifiedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> timely, int maxTokens) {
    this.decoder = decoder;
    this.timely = timely;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(maxTokens)
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Jwt decode(String token) throws JwtException {
    Jwt known = verified.getIfPresent(token);
    Jwt jwt = known == null ? decoder.decode(token) : known;
    OAuth2TokenValidatorResult inTime = timely.validate(jwt);
    if (inTime.hasErrors()) {
      throw new JwtValidationException(
          "The token has expired or is not valid yet", inTime.getErrors());
    }
    if (known == null && token.length() <= MAX_LENGTH) {
      verified.put(token, jwt);
    }
    return jwt;
  }
}
