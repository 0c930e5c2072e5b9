package io.cogniscribe.command.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

final class LoginDelaysTest {

  private static final UUID ADA = new UUID(8, 1);
  private static final String HOME = "192.0.2.1";
  private static final String THIEF = "203.0.113.9";

  private Instant now = Instant.parse("2026-11-01T08:00:00Z");
  private final LoginDelays delays = new LoginDelays(() -> now);

  @Test
  void aFewMistakesCostNothing() {
    fail(THIEF, 2);

    assertThatCode(() -> delays.await(ADA, THIEF)).doesNotThrowAnyException();
  }

  @Test
  void everyFailureMakesTheNextAttemptWaitLonger() {
    fail(THIEF, 3);
    long first = secondsToWait(THIEF);
    fail(THIEF, 4);
    long later = secondsToWait(THIEF);

    assertThat(first).isEqualTo(1);
    assertThat(later).isGreaterThan(5);
    now = now.plusSeconds(later);
    assertThatCode(() -> delays.await(ADA, THIEF)).doesNotThrowAnyException();
  }

  @Test
  void strangersLockNobodyOut() {
    fail(THIEF, 1_000);

    assertThat(secondsToWait(THIEF)).isLessThanOrEqualTo(Duration.ofMinutes(5).toSeconds() + 1);
    now = now.plusMillis(1_001);
    assertThatCode(() -> delays.await(ADA, HOME)).doesNotThrowAnyException();
  }

  @Test
  void whoGotInIsTrustedAgain() {
    fail(HOME, 5);
    delays.succeeded(ADA, HOME);
    now = now.plusMillis(1_001);

    assertThatCode(() -> delays.await(ADA, HOME)).doesNotThrowAnyException();
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      delays.failed(ADA, address);
    }
  }

  private long secondsToWait(String address) {
    ProblemException early =
        catchThrowableOfType(ProblemException.class, () -> delays.await(ADA, address));
    assertThat(early.status().value()).isEqualTo(429);
    return Long.parseLong(String.valueOf(early.headers().getFirst(HttpHeaders.RETRY_AFTER)));
  }
}
