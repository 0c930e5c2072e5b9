package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.command.engine.LogUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of runs for many concurrent callers. */
final class SharedRunTest {

  private static final int CROWD = 500;

  private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final Semaphore mayEnd = new Semaphore(0);
  private final SharedRun shared =
      new SharedRun(() -> {
        begun.incrementAndGet();
        mayEnd.acquireUninterruptibly();
      });

  @AfterEach
  void stop() {
    mayEnd.release(CROWD);
    crowd.close();
  }

  @Test
  void whoComesWhileItRunsSharesTheNextRunWithAllOthers() {
    CompletableFuture<?> first = arrive();
    await().until(() -> begun.get() == 1);

    CompletableFuture<?>[] others =
        IntStream.range(0, CROWD).mapToObj(_ -> arrive()).toArray(CompletableFuture[]::new);
    await().until(() -> arrived.get() == 1 + CROWD);

    mayEnd.release();
    first.join();
    await().until(() -> begun.get() == 2);
    assertThat(others).as("their run began after their call").noneMatch(o -> o.isDone());
    mayEnd.release(CROWD);
    CompletableFuture.allOf(others).join();
    assertThat(begun.get()).as("late callers share runs, too").isLessThan(10);
  }

  @Test
  void whoComesAfterwardsWaitsForARunOfHisOwn() {
    mayEnd.release(2);

    shared.await();
    shared.await();

    assertThat(begun.get()).isEqualTo(2);
  }

  @Test
  void aRunThatFailsFailsForAllWhoShareItAndNotForTheNext() {
    AtomicInteger runs = new AtomicInteger();
    SharedRun failing =
        new SharedRun(() -> {
          if (runs.incrementAndGet() == 1) {
            throw new LogUnavailableException(new IllegalStateException("away"));
          }
        });

    assertThatThrownBy(failing::await).isInstanceOf(LogUnavailableException.class);
    failing.await();

    assertThat(runs).hasValue(2);
  }

  private CompletableFuture<?> arrive() {
    return CompletableFuture.runAsync(
        () -> {
          arrived.incrementAndGet();
          shared.await();
        },
        crowd);
  }
}
