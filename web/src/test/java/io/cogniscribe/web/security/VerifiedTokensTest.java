package io.cogniscribe.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Tests that a token's signature is verified once and its time limits on each use. */
final class VerifiedTokensTest {

  private static final TokenKeys KEYS =
      TokenKeys.of(
          Settings.of(
              Map.of(
                  "JWT_SECRET_KEY", "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u",
                  "JWT_SECRET_KEY_PREVIOUS", "kP4wR8tYc2MbNx6vQz9sLd3fHj7gTa5e")));
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private final AtomicInteger verifications = new AtomicInteger();

  @Test
  void verifiesATokenOnce() {
    JwtDecoder tokens = remembering(10);

    Jwt first = tokens.decode("a");
    Jwt second = tokens.decode("a");
    tokens.decode("b");

    assertThat(second).isSameAs(first);
    assertThat(verifications).hasValue(2);
  }

  @Test
  void refusesARememberedTokenWhenItHasExpired() {
    MovingClock clock = new MovingClock();
    String token = issue(clock);
    JwtDecoder tokens = TokenDecoding.decoder(KEYS, clock);

    assertThatCode(() -> tokens.decode(token)).doesNotThrowAnyException();
    clock.now = START.plus(Duration.ofMinutes(59));
    assertThatCode(() -> tokens.decode(token)).doesNotThrowAnyException();
    clock.now = START.plus(Duration.ofMinutes(61));
    assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtValidationException.class);
  }

  @Test
  void refusesARememberedTokenWhenTheClockIsSetBack() {
    MovingClock clock = new MovingClock();
    String token = issue(clock);
    JwtDecoder tokens = TokenDecoding.decoder(KEYS, clock);

    tokens.decode(token);
    clock.now = START.minus(Duration.ofMinutes(5));

    assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtValidationException.class);
  }

  @Test
  void verifiesATokenAgainWhenOneCharacterDiffers() {
    MovingClock clock = new MovingClock();
    String token = issue(clock);
    JwtDecoder tokens = TokenDecoding.decoder(KEYS, clock);
    tokens.decode(token);

    int middle = token.lastIndexOf('.') + 10;
    String forged =
        token.substring(0, middle)
            + (token.charAt(middle) == 'A' ? 'B' : 'A')
            + token.substring(middle + 1);

    assertThatThrownBy(() -> tokens.decode(forged)).isInstanceOf(BadJwtException.class);
  }

  @Test
  void doesNotRememberThatATokenWasRefused() {
    JwtDecoder tokens =
        new VerifiedTokens(
            token -> {
              if (verifications.incrementAndGet() == 1) {
                throw new BadJwtException("refused");
              }
              return jwt(token);
            },
            _ -> OAuth2TokenValidatorResult.success(),
            10);

    assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(BadJwtException.class);
    assertThatCode(() -> tokens.decode("a")).doesNotThrowAnyException();
  }

  @Test
  void doesNotRememberATokenWhenItIsTooLong() {
    JwtDecoder tokens = remembering(10);
    String longest = "a".repeat(8 * 1024);

    tokens.decode(longest);
    tokens.decode(longest);
    assertThat(verifications).hasValue(1);

    tokens.decode(longest + "a");
    tokens.decode(longest + "a");
    assertThat(verifications).hasValue(3);
  }

  @Test
  void remembersNoMoreTokensThanTheLimit() {
    JwtDecoder tokens = remembering(10);

    IntStream.range(0, 1_000).forEach(i -> tokens.decode("token-" + i));
    IntStream.range(0, 1_000).forEach(i -> tokens.decode("token-" + i));

    assertThat(verifications.get()).isGreaterThanOrEqualTo(1_990);
  }

  private JwtDecoder remembering(int tokens) {
    return new VerifiedTokens(
        token -> {
          verifications.incrementAndGet();
          return jwt(token);
        },
        _ -> OAuth2TokenValidatorResult.success(),
        tokens);
  }

  private static Jwt jwt(String token) {
    return Jwt.withTokenValue(token).header("alg", "HS256").subject("alice").build();
  }

  private static String issue(Clock clock) {
    return new TokenIssuer(KEYS.current(), Duration.ofHours(1), clock)
        .issue(
            new Caller(new UUID(7, 7), "alice", Set.of(Role.USER), new UUID(8, 8)),
            "alice@example.org")
        .value();
  }

  private static final class MovingClock extends Clock {

    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
