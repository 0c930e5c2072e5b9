package io.cogniscribe.projector;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.kit.Tables;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.UsageProjection;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applying events in batches gives the same result as applying them one by one. */
@RealServers
final class MixedHistoryTest {

  private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private final Backend backend;

  MixedHistoryTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void equalsTheNaiveFoldWhenFiveThousandMixedEventsAreBatched() {
    RandomHistory history = RandomHistory.of(42, 5_000, START);
    List<RecordedEvent<JobEvent>> events = history.events();
    history.reports().forEach(backend.log()::progress);
    backend.log().jobs(events).commit();

    backend.run(new JobProjection());
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.runProgress();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();

    Tables.assertJobs(backend, events);
    Tables.assertUsage(backend, events);
    Tables.assertCounters(backend, events);
  }

  @Test
  void ignoresEventsWhenTheirTransactionIsAborted() {
    RandomHistory seen = RandomHistory.of(1, 300, START);
    RandomHistory unseen = RandomHistory.of(2, 300, START);
    backend.log().jobs(seen.events().subList(0, 100)).commit();
    backend.log().jobs(unseen.events()).abort();
    backend.log().jobs(seen.events().subList(100, seen.events().size())).commit();

    backend.run(new JobProjection());
    backend.run(new UsageProjection(new Tariff(NaiveFold.TARIFF)));
    backend.runProgress();
    backend.awaitCaughtUp("jobs");
    backend.awaitCaughtUp("usage");
    backend.awaitRedisCaughtUp();

    Tables.assertJobs(backend, seen.events());
    Tables.assertUsage(backend, seen.events());
    Tables.assertCounters(backend, seen.events());
  }
}
