package io.cogniscribe.command.job;

import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The outcome of one command of a batch.
 *
 * @param commandId null if the command was not written, because it is not valid
 * @param statusCode the HTTP status that the command would have had as a single request
 * @param accepted null while the command is pending
 * @param status the status of the job; {@code pending} while the command is pending
 */
record BatchOutcome(
    int index,
    @Nullable UUID commandId,
    @Nullable UUID jobId,
    int statusCode,
    @Nullable Boolean accepted,
    @Nullable String status,
    @Nullable Long version,
    @Nullable String code,
    @Nullable String detail,
    @Nullable List<FieldError> errors,
    @Nullable String consistencyToken) {

  static BatchOutcome of(int index, CommandEnvelope<JobCommand> command, Outcome outcome) {
    return switch (outcome.result()) {
      case Outcome.Accepted(long version, String status) ->
          new BatchOutcome(
              index,
              command.commandId(),
              command.aggregateId(),
              success(command.payload()).value(),
              true,
              status,
              version,
              null,
              null,
              null,
              outcome.position().token());
      case Outcome.Rejected rejected ->
          refused(index, command, Problems.of(rejected), outcome.position());
      case Outcome.Pending() -> pending(index, command);
    };
  }

  static BatchOutcome pending(int index, CommandEnvelope<JobCommand> command) {
    return new BatchOutcome(
        index,
        command.commandId(),
        command.aggregateId(),
        HttpStatus.ACCEPTED.value(),
        null,
        "pending",
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * Returns the outcome of a command that is not valid, not written or rejected.
   *
   * @param command null if it is not valid
   * @param position null if it is not known to be in the log
   */
  static BatchOutcome refused(
      int index,
      @Nullable CommandEnvelope<JobCommand> command,
      ProblemException problem,
      @Nullable CommandPosition position) {
    return new BatchOutcome(
        index,
        command == null ? null : command.commandId(),
        command == null ? null : command.aggregateId(),
        problem.status().value(),
        false,
        null,
        null,
        problem.code(),
        problem.detail(),
        problem.errors().isEmpty() ? null : problem.errors(),
        position == null ? null : position.token());
  }

  private static HttpStatus success(JobCommand command) {
    return command instanceof JobCommand.Submit ? HttpStatus.CREATED : HttpStatus.OK;
  }
}
