package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The events of one job, as the decider would record them. Each step takes one second. */
public final class JobStory {

  public static final long FILE_SIZE = 3_000_000_000L;
  public static final double AUDIO_SECONDS = 90.5;

  private final UUID id;
  private final UUID userId;
  private final List<RecordedEvent<JobEvent>> events = new ArrayList<>();
  private Instant now;
  private Instant startedAt = Instant.EPOCH;
  private JobStatus status = JobStatus.PENDING;
  private int attempt = 1;
  private long causeOffset = 100;

  private JobStory(UUID id, UUID userId, Instant now) {
    this.id = id;
    this.userId = userId;
    this.now = now;
  }

  /** Returns a job of {@code userId}, submitted at {@code at}. */
  public static JobStory submitted(UUID userId, Instant at) {
    return submitted(UUID.randomUUID(), userId, at);
  }

  public static JobStory submitted(UUID id, UUID userId, Instant at) {
    JobStory story = new JobStory(id, userId, at);
    story.add(
        new JobSubmitted(
            userId,
            "anatomy.mp3",
            "Anatomy 1.mp3",
            FILE_SIZE,
            "/in/anatomy.mp3",
            0.15,
            "anatomy",
            true));
    return story;
  }

  public JobStory started() {
    status = JobStatus.PROCESSING;
    add(new JobStarted(userId, attempt));
    startedAt = last().recordedAt();
    return this;
  }

  public JobStory completed() {
    return completed("The heart has four chambers.");
  }

  public JobStory completed(String transcript) {
    status = JobStatus.COMPLETED;
    return add(
        new JobCompleted(
            userId,
            attempt,
            FILE_SIZE,
            startedAt,
            transcript,
            "Heart: 4.",
            AUDIO_SECONDS,
            12,
            "en"));
  }

  public JobStory failed() {
    status = JobStatus.FAILED;
    return add(
        new JobFailed(userId, attempt, startedAt, "transcription_failed", "no speech found"));
  }

  public JobStory retried() {
    status = JobStatus.PENDING;
    attempt++;
    return add(new JobRetried(userId, attempt));
  }

  public JobStory cancelled() {
    JobStatus previous = status;
    status = JobStatus.CANCELLED;
    return add(new JobCancelled(userId, previous));
  }

  public JobStory deleted() {
    return add(new JobDeleted(userId, status));
  }

  /** Returns a progress report of the current attempt, which belongs to another topic. */
  public RecordedEvent<JobProgressed> progress(int percent) {
    return progress(attempt, percent);
  }

  public RecordedEvent<JobProgressed> progress(int ofAttempt, int percent) {
    return Events.recorded(
        id,
        0,
        now,
        cause(),
        new JobProgressed(
            userId, ofAttempt, ProgressStage.TRANSCRIBING, percent, percent + " of 100"));
  }

  /** Adds a pause before the next step. */
  public JobStory after(Duration pause) {
    now = now.plus(pause);
    return this;
  }

  public UUID id() {
    return id;
  }

  public JobStatus status() {
    return status;
  }

  /** Returns all events so far. */
  public List<RecordedEvent<JobEvent>> events() {
    return List.copyOf(events);
  }

  /** Returns the latest event. */
  public RecordedEvent<JobEvent> last() {
    return events.getLast();
  }

  private JobStory add(JobEvent event) {
    events.add(Events.recorded(id, events.size() + 1L, now, cause(), event));
    now = now.plusMillis(1000).plusNanos(1000);
    causeOffset++;
    return this;
  }

  private CommandPosition cause() {
    return new CommandPosition(Topics.JOB_COMMANDS, Keys.partition(Keys.of(id)), causeOffset);
  }
}
