package io.cogniscribe.command.job;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests that concern jobs, and of the responses. */
final class JobBodies {

  private JobBodies() {}

  /**
   * Asks for a recording to be transcribed.
   *
   * @param userId the owner of the recording; a user may omit it to mean themselves
   */
  record SubmitJob(
      String filename,
      long fileSizeBytes,
      @Nullable String originalFilename,
      @Nullable String filePath,
      @Nullable Double summaryRatio,
      @Nullable String subject,
      @Nullable Boolean asyncMode,
      @Nullable UUID userId) {

    JobCommand.Submit command(Caller caller) {
      return new JobCommand.Submit(
          owner(caller),
          filename,
          originalFilename,
          fileSizeBytes,
          filePath,
          Objects.requireNonNullElse(summaryRatio, JobCommand.Submit.DEFAULT_SUMMARY_RATIO),
          subject,
          Objects.requireNonNullElse(asyncMode, true));
    }

    private UUID owner(Caller caller) {
      if (userId != null) {
        return userId;
      }
      if (caller.has(Role.USER)) {
        return caller.userId();
      }
      throw ProblemException.invalid("user_id", "is required: it names the owner of the job");
    }
  }

  record ReportProgress(ProgressStage stage, int percent, @Nullable String message) {

    JobCommand.ReportProgress command() {
      return new JobCommand.ReportProgress(stage, percent, message);
    }
  }

  record CompleteJob(
      String transcriptText,
      String summaryText,
      double transcriptDuration,
      int segmentCount,
      @Nullable String languageDetected) {

    JobCommand.Complete command() {
      return new JobCommand.Complete(
          transcriptText, summaryText, transcriptDuration, segmentCount, languageDetected);
    }
  }

  record FailJob(String errorCode, @Nullable String errorMessage) {

    JobCommand.Fail command() {
      return new JobCommand.Fail(errorCode, errorMessage);
    }
  }

  /** The body of a request without fields: no body, or an empty object. */
  record Nothing() {}

  record JobAnswer(UUID jobId, String status, long version, UUID commandId) {

    static JobAnswer of(Outcome outcome, Outcome.Accepted accepted) {
      return new JobAnswer(
          outcome.aggregateId(), accepted.status(), accepted.version(), outcome.commandId());
    }
  }
}
