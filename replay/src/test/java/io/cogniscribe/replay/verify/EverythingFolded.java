package io.cogniscribe.replay.verify;

import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.Events;
import io.cogniscribe.projections.kit.NaiveFold;
import io.cogniscribe.projections.kit.RandomHistory;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A log with events for every table, and the projections that fold it. */
final class EverythingFolded {

  static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

  private static final int PEOPLE = 30;

  private final Backend backend;
  private final List<RecordedEvent<JobEvent>> jobs;
  private final List<VerifiableProjection<?>> projections =
      ProjectionCatalogue.verifiable(
          Settings.of(Map.of("COST_CENTS_PER_AUDIO_MINUTE", String.valueOf(NaiveFold.TARIFF))));

  EverythingFolded(Backend backend, int jobEvents) {
    this.backend = backend;
    this.jobs = RandomHistory.of(jobEvents, jobEvents, START).events();
    backend.log().jobs(jobs);
    for (int i = 0; i < PEOPLE; i++) {
      person(i);
    }
    backend.log().commit();
    projections.forEach(backend::run);
    projections.forEach(projection -> backend.awaitCaughtUp(projection.name()));
  }

  private void person(int number) {
    UUID id = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    UUID key = UUID.randomUUID();
    Instant later = START.plus(Duration.ofHours(1));
    String name = "user-" + number;
    backend
        .log()
        .account(Events.registered(id, name, name + "@uni.test", START))
        .account(Events.account(id, 5, START, opened(session)))
        .account(Events.account(id, 6, START, opened(UUID.randomUUID())))
        .account(Events.account(id, 7, later, new SessionClosed(session)))
        .account(
            Events.account(id, 8, later, new EmailChanged(name + "@new.test", UUID.randomUUID())))
        .account(
            Events.account(key, 1, START, new ApiKeyIssued("k", "worker", "0".repeat(64), null)))
        .account(Events.account(key, 2, later, new ApiKeyRevoked()))
        .audit(id, Events.audited(id, UUID.randomUUID(), START, "10.0.0.1"))
        .audit(id, Events.audited(null, UUID.randomUUID(), later, null));
  }

  private static SessionOpened opened(UUID session) {
    return new SessionOpened(session, START.plus(Duration.ofDays(1)), "10.0.0.1", "browser");
  }

  List<RecordedEvent<JobEvent>> jobs() {
    return jobs;
  }

  List<VerifiableProjection<?>> projections() {
    return projections;
  }

  VerifiableProjection<?> projection(String name) {
    return projections.stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
  }
}
