package io.cogniscribe.command.job;

import static io.cogniscribe.message.Outcome.Reason.CONFLICT;
import static io.cogniscribe.message.Outcome.Reason.FORBIDDEN;
import static io.cogniscribe.message.Outcome.Reason.NOT_FOUND;

import io.cogniscribe.command.engine.Decider;
import io.cogniscribe.command.engine.Decision;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.message.Violation;
import java.util.List;
import java.util.Objects;

/**
 * Decides commands to jobs. The transitions of a job's life cycle and their permitted senders:
 *
 * <pre>
 * pending -> processing                            worker
 * processing -> completed | failed                 the worker that started it, or an operator
 * failed -> pending (attempt + 1)                  owner
 * pending | processing -> cancelled                owner
 * any -> deleted                                   owner
 * </pre>
 */
public record JobDecider(JobRules rules)
    implements Decider<JobCommand, JobEvent, JobProgressed, JobState> {

  @Override
  public JobState initial() {
    return new JobState.Absent();
  }

  @Override
  public Decision<JobEvent, JobProgressed> decide(
      JobState state, CommandEnvelope<JobCommand> command) {
    if (!mayAct(command)) {
      return Decision.rejected(FORBIDDEN, "forbidden", "your role does not allow this command");
    }
    List<Violation> violations = rules.violations(command.actor().kind(), command.payload());
    if (!violations.isEmpty()) {
      return new Decision.Rejected<>(JobRules.rejection(violations));
    }
    return switch (state) {
      case JobState.Absent() -> decideAbsent(command.payload());
      case JobState.Existing job -> decideExisting(job, command);
      case JobState.Deleted(var owner) ->
          command.payload() instanceof JobCommand.Submit
              ? conflict("job_is_deleted", "a job of this id was deleted; use another id")
              : notFound();
    };
  }

  private static Decision<JobEvent, JobProgressed> decideAbsent(JobCommand command) {
    if (!(command instanceof JobCommand.Submit submit)) {
      return notFound();
    }
    return Decision.accepted(
        List.of(
            new JobEvent.JobSubmitted(
                submit.userId(),
                submit.filename(),
                submit.originalFilename(),
                submit.fileSizeBytes(),
                submit.filePath(),
                submit.summaryRatio(),
                submit.subject(),
                submit.asyncMode())));
  }

  private static Decision<JobEvent, JobProgressed> decideExisting(
      JobState.Existing job, CommandEnvelope<JobCommand> command) {
    if (isAnotherUsers(job, command)) {
      return notFound();
    }
    if (isAnotherWorkers(job, command)) {
      return Decision.rejected(
          FORBIDDEN, "not_your_job", "only the worker that started the job may do this");
    }
    JobStatus status = job.status();
    return switch (command.payload()) {
      case JobCommand.Submit _ -> conflict("job_exists", "a job of this id exists already");
      case JobCommand.Start() ->
          status == JobStatus.PENDING
              ? Decision.accepted(List.of(new JobEvent.JobStarted(job.userId(), job.attempt())))
              : wrongState(status, "be started");
      case JobCommand.ReportProgress report ->
          status == JobStatus.PROCESSING
              ? new Decision.Accepted<>(
                  List.of(), List.of(progressed(job, report)), new Decision.Now())
              : wrongState(status, "report progress");
      case JobCommand.Complete result ->
          status == JobStatus.PROCESSING
              ? Decision.accepted(List.of(completed(job, result)))
              : wrongState(status, "be completed");
      case JobCommand.Fail failure ->
          status == JobStatus.PROCESSING
              ? Decision.accepted(List.of(failed(job, failure)))
              : wrongState(status, "fail");
      case JobCommand.Retry() ->
          status == JobStatus.FAILED
              ? Decision.accepted(List.of(new JobEvent.JobRetried(job.userId(), job.attempt() + 1)))
              : wrongState(status, "be retried");
      case JobCommand.Cancel() ->
          status == JobStatus.PENDING || status == JobStatus.PROCESSING
              ? Decision.accepted(List.of(new JobEvent.JobCancelled(job.userId(), status)))
              : wrongState(status, "be cancelled");
      case JobCommand.Delete() ->
          Decision.accepted(List.of(new JobEvent.JobDeleted(job.userId(), status)));
    };
  }

  /**
   * Returns whether the actor's role allows the command. An operator may do what an owner may, and
   * may report on or end a job in place of its worker.
   */
  private static boolean mayAct(CommandEnvelope<JobCommand> command) {
    ActorKind role = command.actor().kind();
    return JobRules.permission(command.payload()).senders().kinds().contains(role)
        && (role != ActorKind.USER
            || !(command.payload() instanceof JobCommand.Submit submit)
            || command.actor().isUser(submit.userId()));
  }

  /**
   * Returns whether the job belongs to another user. A user must not learn that such a job exists.
   */
  private static boolean isAnotherUsers(
      JobState.Existing job, CommandEnvelope<JobCommand> command) {
    return command.actor().kind() == ActorKind.USER && !command.actor().isUser(job.userId());
  }

  /** Returns whether a worker acts on an attempt that another worker started. */
  private static boolean isAnotherWorkers(
      JobState.Existing job, CommandEnvelope<JobCommand> command) {
    return JobRules.permission(command.payload()).senders() == JobRules.Senders.WORKER_OF_THE_JOB
        && command.actor().kind() == ActorKind.WORKER
        && job.startedBy() != null
        && !job.startedBy().equals(command.actor().id());
  }

  @Override
  public JobState evolve(JobState state, RecordedEvent<JobEvent> event) {
    return switch (event.payload()) {
      case JobEvent.JobSubmitted submitted ->
          new JobState.Existing(
              submitted.userId(), JobStatus.PENDING, 1, submitted.fileSizeBytes(), null, null);
      case JobEvent.JobStarted started ->
          new JobState.Existing(
              started.userId(),
              JobStatus.PROCESSING,
              started.attempt(),
              existing(state).fileSizeBytes(),
              event.recordedAt(),
              event.actor().id());
      case JobEvent.JobCompleted _ -> existing(state).with(JobStatus.COMPLETED);
      case JobEvent.JobFailed _ -> existing(state).with(JobStatus.FAILED);
      case JobEvent.JobRetried retried ->
          new JobState.Existing(
              retried.userId(),
              JobStatus.PENDING,
              retried.attempt(),
              existing(state).fileSizeBytes(),
              null,
              null);
      case JobEvent.JobCancelled _ -> existing(state).with(JobStatus.CANCELLED);
      case JobEvent.JobDeleted deleted -> new JobState.Deleted(deleted.userId());
    };
  }

  @Override
  public String status(JobState state) {
    return switch (state) {
      case JobState.Absent() -> "absent";
      case JobState.Existing job -> job.status().label();
      case JobState.Deleted _ -> "deleted";
    };
  }

  private static JobProgressed progressed(JobState.Existing job, JobCommand.ReportProgress report) {
    return new JobProgressed(
        job.userId(), job.attempt(), report.stage(), report.percent(), report.message());
  }

  private static JobEvent.JobCompleted completed(
      JobState.Existing job, JobCommand.Complete result) {
    return new JobEvent.JobCompleted(
        job.userId(),
        job.attempt(),
        job.fileSizeBytes(),
        Objects.requireNonNull(job.startedAt()),
        result.transcriptText(),
        result.summaryText(),
        result.transcriptDuration(),
        result.segmentCount(),
        result.languageDetected());
  }

  private static JobEvent.JobFailed failed(JobState.Existing job, JobCommand.Fail failure) {
    return new JobEvent.JobFailed(
        job.userId(),
        job.attempt(),
        Objects.requireNonNull(job.startedAt()),
        failure.errorCode(),
        failure.errorMessage());
  }

  private static JobState.Existing existing(JobState state) {
    if (state instanceof JobState.Existing job) {
      return job;
    }
    throw new IllegalStateException("the log has an event of a job that does not exist");
  }

  private static Decision<JobEvent, JobProgressed> notFound() {
    return Decision.rejected(NOT_FOUND, "job_not_found", "there is no such job");
  }

  private static Decision<JobEvent, JobProgressed> wrongState(JobStatus status, String verb) {
    return conflict(
        "job_is_" + status.label(), "a %s job cannot %s".formatted(status.label(), verb));
  }

  private static Decision<JobEvent, JobProgressed> conflict(String code, String message) {
    return new Decision.Rejected<>(Outcome.Rejected.of(CONFLICT, code, message));
  }
}
