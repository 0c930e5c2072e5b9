package io.cogniscribe.command.job;

import io.cogniscribe.command.edge.Actors;
import io.cogniscribe.command.edge.CommandFactory;
import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.command.edge.RequestIds;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Violation;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;

/** Builds commands to jobs, and checks that they follow the rules. */
record JobCommandFactory(JobRules rules, CommandFactory commands) {

  private static final List<Role> AS_OWNER =
      List.of(Role.USER, Role.OPERATOR, Role.PRODUCER, Role.WORKER);
  private static final List<Role> FOR_OTHERS =
      List.of(Role.OPERATOR, Role.PRODUCER, Role.USER, Role.WORKER);
  private static final List<Role> AS_WORKER =
      List.of(Role.WORKER, Role.OPERATOR, Role.PRODUCER, Role.USER);

  /**
   * Builds a command that creates a job.
   *
   * @param known accepts the users that exist; see {@link Users#existence}
   * @throws ProblemException 422, when a value breaks a rule or the user does not exist
   */
  CommandEnvelope<JobCommand> submission(
      Caller caller, WriteRequest request, JobCommand.Submit submit, Predicate<UUID> known) {
    RequestIds ids = request.ids(Actors.id(caller));
    CommandEnvelope<JobCommand> command =
        command(caller, request, ids.commandId(), ids.newAggregateId(), submit);
    UUID owner = submit.userId();
    boolean isOwn = caller.has(Role.USER) && owner.equals(caller.userId());
    // The decider refuses other callers. They must not learn which users exist.
    boolean maySubmitForOthers = caller.hasAnyOf(Role.PRODUCER, Role.OPERATOR);
    if (!isOwn && maySubmitForOthers && !known.test(owner)) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "user_not_found",
          "The user does not exist. Register the user first.",
          List.of(new FieldError("user_id", "is no user")));
    }
    return command;
  }

  /**
   * Builds a command to an existing job.
   *
   * @throws ProblemException 422, when a value breaks a rule
   */
  CommandEnvelope<JobCommand> toJob(
      Caller caller, WriteRequest request, UUID jobId, JobCommand command) {
    UUID commandId = request.ids(Actors.id(caller)).commandId();
    return command(caller, request, commandId, jobId, command);
  }

  private CommandEnvelope<JobCommand> command(
      Caller caller, WriteRequest request, UUID commandId, UUID jobId, JobCommand command) {
    Actor actor = actor(caller, command);
    List<Violation> violations = rules.violations(actor.kind(), command);
    if (!violations.isEmpty()) {
      throw Problems.invalid(violations);
    }
    return commands.repeatable(request, actor, commandId, jobId, command);
  }

  /** Returns the caller in the highest of its roles that may send the command. */
  static Actor actor(Caller caller, JobCommand command) {
    if (command instanceof JobCommand.Submit submit && submit.userId().equals(caller.userId())) {
      return Actors.of(caller, AS_OWNER);
    }
    // Only the decider knows the owner of the job.
    boolean isOfWorkers = JobRules.permission(command).senders().kinds().contains(ActorKind.WORKER);
    return Actors.of(caller, isOfWorkers ? AS_WORKER : FOR_OTHERS);
  }
}
