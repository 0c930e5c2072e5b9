package io.cogniscribe.query.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in the format of the first generation's API.
 *
 * @param result null unless the job is completed
 * @param error null unless the job has failed
 */
record PipelineTask(
    UUID taskId,
    String status,
    Step progress,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Result result,
    @Nullable String error,
    @Nullable String errorCode) {

  /** Always includes all fields, because those clients expect them even if null. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Step(@Nullable String stage, int percent, @Nullable String message) {}

  record Result(
      boolean success,
      @Nullable String transcription,
      @Nullable String summaryText,
      Metadata metadata) {}

  /**
   * Always includes all fields, because those clients expect them even if null. {@code duration} is
   * in seconds.
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Metadata(
      String filename,
      @Nullable Double duration,
      @Nullable String language,
      @Nullable Integer segments,
      double ratio,
      @Nullable String subject) {}

  static PipelineTask of(Job job, Progress progress) {
    boolean completed = job.status().equals(JobStatus.COMPLETED.label());
    return new PipelineTask(
        job.id(),
        job.status(),
        new Step(progress.stage(), progress.percent(), progress.message()),
        job.createdAt(),
        job.processingCompletedAt(),
        completed ? resultOf(job) : null,
        job.errorMessage(),
        job.errorCode());
  }

  private static Result resultOf(Job job) {
    Metadata metadata =
        new Metadata(
            job.filename(),
            job.transcriptDuration(),
            job.languageDetected(),
            job.segmentCount(),
            job.summaryRatio(),
            job.subject());
    return new Result(true, job.transcriptText(), job.summaryText(), metadata);
  }
}
