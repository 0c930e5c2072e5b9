package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FaultyDataSource;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.postgres.PostgresStore;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.Usage;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that was considered dead returns while another loop owns its partitions. */
@RealServers
final class ZombieTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final Backend backend;
  private final UsageProjection projection = new UsageProjection(new Tariff(NaiveFold.TARIFF));

  ZombieTest(TestServers servers) {
    backend = Backend.on(servers, 50);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void aLoopWhosePartitionsAnotherHasClaimedWritesNothingAnyMore() {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(3, 1_000, START).events();
    backend.log().jobs(events).commit();
    Stall stall = new Stall();
    ProjectionLoop<?> zombie =
        backend.run(projection, FaultyDataSource.of(backend.dataSource(), stall));
    await("the loop stalls with a batch in hand").until(() -> stall.hasBegun());

    successorAppliesEverything();
    stall.end.countDown();
    await("the loop tries to commit, and then reads its positions")
        .until(() -> stall.callsAfterwards.get() >= 4);
    await("the loop leaves the partitions alone")
        .atMost(PATIENCE)
        .until(() ->
            zombie.state() instanceof LoopState.Running running && running.leftToOthers() > 0);

    Tables.assertUsage(backend, events);
    assertThat(owners()).as("owners beside the successor").hasSize(1);
  }

  @Test
  void takesItsPartitionsBackWhenTheirOtherOwnerIsGone() {
    List<RecordedEvent<JobEvent>> events = RandomHistory.of(5, 600, START).events();
    backend.log().jobs(events.subList(0, 500)).commit();
    ProjectionLoop<?> loop = backend.run(projection);
    backend.awaitCaughtUp("usage");

    // Another projector claims all partitions, and ends.
    Map<TopicPartition, Start> all = new HashMap<>();
    backend.log().ends().keySet().forEach(partition -> all.put(partition, new Start("", 0)));
    new PostgresStore<>(backend.dataSource(), projection).claim(all);
    backend.log().jobs(events.subList(500, 600)).commit();

    await("health names the other owner")
        .atMost(PATIENCE)
        .until(() -> loop.trouble().orElse("").contains("have another owner in the store"));
    await("lag says that events are not applied").atMost(PATIENCE).until(() -> loop.lag() > 0);
    backend.awaitCaughtUp("usage");
    await("all is as before")
        .atMost(PATIENCE)
        .until(() -> loop.state().equals(new LoopState.Running(0, 0)));
    Tables.assertUsage(backend, events);
  }

  /** Applies everything, like another projector to which the group has assigned the partitions. */
  private void successorAppliesEverything() {
    PostgresStore<Optional<Usage>> successor =
        new PostgresStore<>(backend.dataSource(), projection);
    Source<Optional<Usage>> source = projection.sources().getFirst();
    Map<TopicPartition, Start> starts = new HashMap<>();
    backend.log().ends().keySet().forEach(partition -> starts.put(partition, new Start("", 0)));
    Map<TopicPartition, Long> positions = new HashMap<>(successor.claim(starts));
    for (TopicPartition partition : starts.keySet()) {
      List<Decoded<Optional<Usage>>> rest =
          backend.records(partition).stream()
              .filter(record -> record.offset() >= positions.getOrDefault(partition, 0L))
              .map(source::decode)
              .toList();
      if (!rest.isEmpty()) {
        assertThat(successor.commit(Batch.of(rest, positions))).isEqualTo(new Applied.Committed());
      }
    }
  }

  private List<?> owners() {
    return backend.query(
        """
        SELECT DISTINCT owner FROM projection_positions WHERE "partition" IN
          (SELECT "partition" FROM projection_positions WHERE next_offset > 0)
        """);
  }

  /** Blocks the commit of a batch before the first statement of its transaction. */
  private static final class Stall implements FaultyDataSource.Faults {

    private static final int AFTER_TRANSACTIONS = 10;

    private final AtomicInteger transactions = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger callsAfterwards = new AtomicInteger();
    private volatile boolean inTransaction;
    private volatile boolean begun;

    boolean hasBegun() {
      return begun;
    }

    @Override
    public void before(Connection connection, String method) {
      if (!inTransaction && transactions.incrementAndGet() >= AFTER_TRANSACTIONS && !begun) {
        begun = true;
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (begun) {
        callsAfterwards.incrementAndGet();
      }
      inTransaction = true;
    }

    @Override
    public void after(Connection connection, String method) {
      if (method.equals("commit")) {
        inTransaction = false;
      }
    }
  }
}
