package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpHeaders;

final class LoginDelaysTest {

  private static final UUID ADA = new UUID(8, 1);
  private static final String HOME = "192.0.2.1";
  private static final String THIEF = "203.0.113.9";

  private final List<Duration> waited = new ArrayList<>();
  private int toldOf;
  private Instant now = Instant.parse("2026-11-01T08:00:00Z");
  private final LoginDelays delays = new LoginDelays(() -> now, this::pass, 1);

  @Test
  void aFewMistakesCostNothing() {
    fail(THIEF, 2);

    delays.await(ADA, THIEF, this::sentAway);

    assertThat(waited).isEmpty();
  }

  @Test
  void everyFailureMakesTheNextAttemptWaitLonger() {
    fail(THIEF, 3);
    delays.await(ADA, THIEF, this::sentAway);
    fail(THIEF, 1);
    delays.await(ADA, THIEF, this::sentAway);

    assertThat(waited).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void whoWouldWaitLongerThanASecondIsToldWhenToComeBack() {
    fail(THIEF, 5);
    assertThat(secondsToWait(THIEF)).isEqualTo(2);
    fail(THIEF, 1);
    assertThat(secondsToWait(THIEF)).isEqualTo(4);
    fail(THIEF, 1_000);
    assertThat(secondsToWait(THIEF)).isEqualTo(300);

    pass(Duration.ofSeconds(299));
    waited.clear();
    delays.await(ADA, THIEF, this::sentAway);

    assertThat(waited).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void strangersLockNobodyOut() {
    fail(THIEF, 1_000);

    delays.await(ADA, HOME, this::sentAway);

    assertThat(waited).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aGuessThatFailsMeanwhileDoesNotKeepAnybodyWaitingForLonger() {
    List<Duration> pauses = new ArrayList<>();
    LoginDelays attacked =
        new LoginDelays(
            () -> now,
            time -> {
              pauses.add(time);
              fail(THIEF, 100);
            },
            1);
    for (int i = 0; i < 100; i++) {
      attacked.failed(ADA, THIEF);
    }

    attacked.await(ADA, HOME, this::sentAway);

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void whoGotInIsTrustedAgain() {
    fail(HOME, 7);
    delays.succeeded(ADA, HOME);

    delays.await(ADA, HOME, this::sentAway);

    assertThat(waited).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  @Timeout(60) // An attempt that is not refused would wait forever.
  void onlySoManyAreKeptWaitingAtOnce() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    LoginDelays flooded =
        new LoginDelays(
            () -> now,
            _ -> {
              waiting.countDown();
              over.await();
            },
            1);
    for (int i = 0; i < 4; i++) {
      flooded.failed(ADA, THIEF);
    }

    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = requests.submit(() -> flooded.await(ADA, HOME, this::sentAway));
      waiting.await();
      assertThat(secondsToWait(flooded, "192.0.2.2")).isEqualTo(1);
      assertThat(secondsToWait(flooded, "192.0.2.2")).isEqualTo(1);
      assertThat(toldOf).isEqualTo(1);
      over.countDown();
      first.get();
    }

    flooded.await(ADA, "192.0.2.2", this::sentAway);
  }

  @Test
  void theAddressesOfOneSubscriberAreOneClient() {
    fail("2001:db8:0:7::1", 5);

    assertThat(secondsToWait("2001:db8:0:7:ffff:ffff:ffff:ffff")).isEqualTo(2);

    delays.await(ADA, "2001:db8:0:8::1", this::sentAway);
    assertThat(waited).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void ofThoseThatComeTooEarlyTheFirstIsTold() {
    fail(THIEF, 6);
    secondsToWait(THIEF);
    pass(Duration.ofSeconds(2));
    secondsToWait(THIEF);
    assertThat(toldOf).isEqualTo(1);

    delays.failed(new UUID(8, 2), THIEF);
    secondsToWait(THIEF);
    assertThat(toldOf).isEqualTo(1);

    pass(Duration.ofSeconds(2));
    fail(THIEF, 1);
    secondsToWait(THIEF);
    secondsToWait(THIEF);
    assertThat(toldOf).isEqualTo(2);
  }

  @Test
  void whoIsKeptWaitingIsNotTold() {
    fail(THIEF, 4);
    delays.await(ADA, THIEF, this::sentAway);
    delays.await(ADA, HOME, this::sentAway);

    assertThat(toldOf).isZero();
  }

  private void sentAway() {
    toldOf++;
  }

  private void pass(Duration time) {
    waited.add(time);
    now = now.plus(time);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      delays.failed(ADA, address);
    }
  }

  private long secondsToWait(String address) {
    return secondsToWait(delays, address);
  }

  private long secondsToWait(LoginDelays delays, String address) {
    ProblemException early =
        catchThrowableOfType(
            ProblemException.class, () -> delays.await(ADA, address, this::sentAway));
    assertThat(early.status().value()).isEqualTo(429);
    return Long.parseLong(String.valueOf(early.headers().getFirst(HttpHeaders.RETRY_AFTER)));
  }
}
