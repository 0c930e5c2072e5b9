package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.UUID;

/** A line of a job's timeline: what happened, and what the job was after it. */
record HistoryRow(
    UUID jobId,
    long version,
    UUID eventId,
    String eventType,
    JobStatus status,
    int attempt,
    Actor actor,
    Instant recordedAt) {

  static HistoryRow of(RecordedEvent<JobEvent> event, JobRow after) {
    return new HistoryRow(
        event.streamId(),
        event.version(),
        event.eventId(),
        event.type(),
        after.status(),
        after.attempt(),
        event.actor(),
        event.recordedAt());
  }
}
