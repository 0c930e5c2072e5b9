package io.cogniscribe.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProjectionWatchTest {

  private static final Source JOBS = new Source("jobs", "jobs.events", 3);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void readsThePositionsInOneThreadForAllReadsThatWait() throws Exception {
    AtomicLong position = new AtomicLong(41);
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ProjectionWatch watch =
        new ProjectionWatch(() -> {
          most.accumulateAndGet(reading.incrementAndGet(), Math::max);
          Map<Source, Long> positions = Map.of(JOBS, position.get());
          reading.decrementAndGet();
          return positions;
        });
    List<Future<Boolean>> waiting = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        waiting.add(threads.submit(() -> watch.await(JOBS, 42, LONG)));
      }
      assertThat(watch.await(JOBS, 41, LONG)).isTrue();
      position.set(42);

      for (Future<Boolean> reached : waiting) {
        assertThat(reached.get()).isTrue();
      }
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void givesUpWhenThePositionIsNotReachedInTime() throws Exception {
    ProjectionWatch watch = new ProjectionWatch(Map::of);

    assertThat(watch.await(JOBS, 0, Duration.ofMillis(20))).isFalse();
    assertThat(watch.isReached(JOBS, 0)).isFalse();
  }

  @Test
  void failsEveryWaiterWhenThePositionsCannotBeRead() {
    ProjectionWatch watch =
        new ProjectionWatch(() -> {
          throw new IllegalStateException("PostgreSQL does not answer");
        });

    assertThatThrownBy(() -> watch.await(JOBS, 0, LONG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("PostgreSQL does not answer");
  }

  @Test
  void resumesPollingWhenAReadWaitsAgain() throws Exception {
    ProjectionWatch watch = new ProjectionWatch(() -> Map.of(JOBS, 5L));

    for (int i = 0; i < 20; i++) {
      assertThat(watch.await(JOBS, 5, LONG)).isTrue();
    }
  }
}
