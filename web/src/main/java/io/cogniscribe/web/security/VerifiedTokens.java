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
 * Remembers tokens that have been verified: a client sends the same one with each request, and
 * checking its signature and reading its claims costs more than most requests do. What depends on
 * the time is checked again each time; that a token was refused is not remembered. A remembered
 * token takes about 3 KB.
 */
final class VerifiedTokens implements JwtDecoder {

  private static final int MAX_LENGTH = 8 * 1024;
  private static final Duration UNUSED = Duration.ofMinutes(10);

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> timely;
  private final Cache<String, Jwt> verified;

  /**
   * Tokens that the decoder has taken.
   *
   * @param timely what is to be checked at every request
   * @param maxTokens how many are remembered; the least used ones go
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
      throw new JwtValidationException("The token is out of its time", inTime.getErrors());
    }
    if (known == null && token.length() <= MAX_LENGTH) {
      verified.put(token, jwt);
    }
    return jwt;
  }
}
