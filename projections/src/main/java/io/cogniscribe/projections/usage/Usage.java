package io.cogniscribe.projections.usage;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What some events add to a user's month. Whole numbers throughout, so that the sum is the same
 * whatever the order.
 *
 * @param firstAt recorded time of the earliest event
 * @param lastAt recorded time of the latest event
 */
public record Usage(
    UsageKey key,
    long files,
    long bytes,
    long processingMicros,
    long successful,
    long failed,
    long cents,
    Instant firstAt,
    Instant lastAt) {

  /** What an event adds, if it ends a job. */
  public static Optional<Usage> of(RecordedEvent<JobEvent> event, Tariff tariff) {
    Instant at = event.recordedAt();
    return switch (event.payload()) {
      case JobCompleted job ->
          Optional.of(
              new Usage(
                  UsageKey.of(job.userId(), at),
                  1,
                  job.fileSizeBytes(),
                  ChronoUnit.MICROS.between(job.startedAt(), at),
                  1,
                  0,
                  tariff.cents(job.transcriptDuration()),
                  at,
                  at));
      case JobFailed job ->
          Optional.of(new Usage(UsageKey.of(job.userId(), at), 0, 0, 0, 0, 1, 0, at, at));
      case JobSubmitted _, JobStarted _, JobRetried _, JobCancelled _, JobDeleted _ ->
          Optional.empty();
    };
  }

  /** Both together; they are of the same month. */
  public Usage plus(Usage other) {
    return new Usage(
        key,
        Math.addExact(files, other.files),
        Math.addExact(bytes, other.bytes),
        Math.addExact(processingMicros, other.processingMicros),
        Math.addExact(successful, other.successful),
        Math.addExact(failed, other.failed),
        Math.addExact(cents, other.cents),
        firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
        lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
  }
}
