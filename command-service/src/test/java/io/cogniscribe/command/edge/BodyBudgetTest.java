package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {

  private static final long MEBIBYTE = 1024 * 1024;

  private final BodyBudget impatient = new BodyBudget(10 * MEBIBYTE, 10 * MEBIBYTE, Duration.ZERO);

  @Test
  void bodiesAreLetInWhileThereIsRoom() {
    try (var _ = impatient.take("a client", 6 * MEBIBYTE);
        var _ = impatient.take("another", 4 * MEBIBYTE)) {
      assertThatThrownBy(() -> impatient.take("a third", 1))
          .isInstanceOf(OverloadedException.class);
    }
  }

  @Test
  void theRoomOfABodyIsFreeAgainWhenItsRequestIsDone() {
    impatient.take("a client", 10 * MEBIBYTE).close();

    assertThatCode(() -> impatient.take("a client", 10 * MEBIBYTE).close())
        .doesNotThrowAnyException();
  }

  @Test
  void aBodyLargerThanTheBudgetIsLetInAlone() {
    try (var _ = impatient.take("a client", 16 * MEBIBYTE)) {
      assertThatThrownBy(() -> impatient.take("another", 1))
          .isInstanceOf(OverloadedException.class);
    }
  }

  @Test
  void whoWaitsIsLetInWhenThereIsRoom() {
    BodyBudget patient = new BodyBudget(10 * MEBIBYTE, 10 * MEBIBYTE, Duration.ofMinutes(1));
    try (var waiters = Executors.newVirtualThreadPerTaskExecutor()) {
      BodyBudget.Share first = patient.take("a client", 10 * MEBIBYTE);
      CompletableFuture<BodyBudget.Share> second =
          CompletableFuture.supplyAsync(() -> patient.take("a client", MEBIBYTE), waiters);
      assertThat(second).isNotDone();

      first.close();
      second.join().close();
    }
  }

  @Test
  void leavesRoomForOthersWhenOneClientHasUsedUpItsShare() {
    BodyBudget budget = new BodyBudget(10 * MEBIBYTE, 5 * MEBIBYTE, Duration.ZERO);

    try (var _ = budget.take("a greedy client", 5 * MEBIBYTE)) {
      assertThatThrownBy(() -> budget.take("a greedy client", 1))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.code()).isEqualTo("too_many_bodies"));
      assertThatCode(() -> budget.take("another", 5 * MEBIBYTE).close()).doesNotThrowAnyException();
    }
    assertThatCode(() -> budget.take("a greedy client", 1).close()).doesNotThrowAnyException();
  }
}
