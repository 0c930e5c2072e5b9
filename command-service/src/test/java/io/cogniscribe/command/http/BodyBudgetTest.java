package io.cogniscribe.command.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {

  private static final long MEBIBYTE = 1024 * 1024;

  private final BodyBudget impatient = new BodyBudget(10 * MEBIBYTE, Duration.ZERO);

  @Test
  void bodiesAreLetInWhileThereIsRoom() {
    try (var _ = impatient.take(6 * MEBIBYTE);
        var _ = impatient.take(4 * MEBIBYTE)) {
      assertThatThrownBy(() -> impatient.take(1)).isInstanceOf(OverloadedException.class);
    }
  }

  @Test
  void theRoomOfABodyIsFreeAgainWhenItsRequestIsDone() {
    impatient.take(10 * MEBIBYTE).close();

    assertThatCode(() -> impatient.take(10 * MEBIBYTE).close()).doesNotThrowAnyException();
  }

  @Test
  void aBodyLargerThanTheBudgetIsLetInAlone() {
    try (var _ = impatient.take(16 * MEBIBYTE)) {
      assertThatThrownBy(() -> impatient.take(1)).isInstanceOf(OverloadedException.class);
    }
  }

  @Test
  void whoWaitsIsLetInWhenThereIsRoom() {
    BodyBudget patient = new BodyBudget(10 * MEBIBYTE, Duration.ofMinutes(1));
    try (var waiters = Executors.newVirtualThreadPerTaskExecutor()) {
      BodyBudget.Share first = patient.take(10 * MEBIBYTE);
      CompletableFuture<BodyBudget.Share> second =
          CompletableFuture.supplyAsync(() -> patient.take(MEBIBYTE), waiters);
      assertThat(second).isNotDone();

      first.close();
      second.join().close();
    }
  }
}
