package io.cogniscribe.command.http;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.command.limit.LimitAudit;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Violation;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.access.RefusedRead;
import io.cogniscribe.web.http.CanonicalUuid;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes commands of requests: here ids, the time and the actor enter. */
record CommandFactory(JobRules rules, InstantSource clock) {

  /**
   * A command that creates a job.
   *
   * @throws ProblemException 422, when a value breaks a rule or there is no such user
   */
  CommandEnvelope<JobCommand> submission(
      Caller caller, WriteRequest request, JobCommand.Submit submit, OwnerCheck owners) {
    RequestIds ids = request.ids(Actors.id(caller));
    CommandEnvelope<JobCommand> command =
        job(caller, request, ids.commandId(), ids.newAggregateId(), submit);
    owners.demandOwner(caller, submit);
    return command;
  }

  /**
   * A command to an existing job.
   *
   * @throws ProblemException 422, when a value breaks a rule
   */
  CommandEnvelope<JobCommand> toJob(
      Caller caller, WriteRequest request, UUID jobId, JobCommand command) {
    UUID commandId = request.ids(Actors.id(caller)).commandId();
    return job(caller, request, commandId, jobId, command);
  }

  /**
   * Ids of a registration. Strangers may use the same idempotency key: it is a key of the names
   * that are to be registered.
   */
  static RequestIds registrationIds(WriteRequest request, UUID usernameClaim, UUID emailClaim) {
    return request.ids("nobody/" + usernameClaim + "/" + emailClaim);
  }

  /** A command that opens an account. */
  CommandEnvelope<AccountCommand> registration(
      WriteRequest request, RequestIds ids, AccountCommand.Register register) {
    return envelope(request, Actor.SYSTEM, ids.commandId(), ids.newAggregateId(), register);
  }

  /** A command about a log-in. No header can make it a retry, or keep it from counting. */
  CommandEnvelope<AccountCommand> login(
      WriteRequest request, Actor actor, UUID aggregateId, AccountCommand login) {
    return new CommandEnvelope<>(
        RequestIds.fresh().commandId(),
        aggregateId,
        actor,
        clock.instant(),
        null,
        null,
        request.correlationId(),
        request.clientAddress(),
        request.userAgent(),
        login);
  }

  /** A command of the backend itself to an account. */
  CommandEnvelope<AccountCommand> ofBackend(
      WriteRequest request, UUID userId, AccountCommand command) {
    return login(request, Actor.SYSTEM, userId, command);
  }

  /** The command that makes the account of a script. Two at once are the same command. */
  CommandEnvelope<AccountCommand> scriptAccount(
      WriteRequest request, UUID userId, AccountCommand register) {
    CommandEnvelope<AccountCommand> command = ofBackend(request, userId, register);
    UUID commandId = RequestIds.derived("scripts", "register", userId.toString()).commandId();
    return new CommandEnvelope<>(
        commandId,
        userId,
        command.actor(),
        command.issuedAt(),
        null,
        null,
        command.correlationId(),
        command.clientAddress(),
        command.userAgent(),
        register);
  }

  /** A command that records that a script was given a token. */
  CommandEnvelope<AccountCommand> tokenIssued(WriteRequest request, UUID userId) {
    return ofBackend(
        request,
        userId,
        new AccountCommand.RecordAccess("script_token", "user", userId.toString(), userId, null));
  }

  /** A command to an account, in the caller's name. */
  CommandEnvelope<AccountCommand> toAccount(
      Caller caller, WriteRequest request, UUID userId, AccountCommand command) {
    UUID commandId = request.ids(Actors.id(caller)).commandId();
    return envelope(request, Actors.ofAccount(caller), commandId, userId, command);
  }

  /**
   * A command that records in the audit trail what the caller would have done to an account, had
   * the edge not refused it. No header keeps it from counting either: whoever guesses sends any.
   */
  CommandEnvelope<AccountCommand> refused(
      Caller caller, WriteRequest request, UUID userId, String action, String code) {
    return login(
        request,
        Actors.ofAccount(caller),
        userId,
        new AccountCommand.RecordAccess(action, "user", userId.toString(), caller.userId(), code));
  }

  /** A command that records in the audit trail what the edge has refused to the caller. */
  CommandEnvelope<AccountCommand> refused(
      Caller caller, RequestOrigin origin, AccountCommand.RecordAccess attempt) {
    return new CommandEnvelope<>(
        RequestIds.fresh().commandId(),
        caller.userId(),
        Actors.ofAccount(caller),
        clock.instant(),
        null,
        null,
        origin.correlationId(),
        origin.clientAddress(),
        origin.userAgent(),
        attempt);
  }

  /** A command that makes a key. Its answer shows a secret once, so no request is a retry of it. */
  CommandEnvelope<AccountCommand> newKey(
      Caller caller, WriteRequest request, UUID keyId, AccountCommand.IssueApiKey issue) {
    return login(request, Actors.ofAccount(caller), keyId, issue);
  }

  /** A command that records a read in the audit trail, in the name of whoever reads. */
  CommandEnvelope<AccountCommand> access(Caller caller, WriteRequest request, AccessRecord read) {
    AccessAction action = read.action();
    return recorded(
        caller,
        request,
        new AccountCommand.RecordAccess(
            action.label(), action.resourceType(), read.resourceId(), read.userId(), null));
  }

  /** A command that records that reads were refused to the caller; it concerns nobody else. */
  CommandEnvelope<AccountCommand> refusedRead(
      Caller caller, WriteRequest request, RefusedRead refused) {
    UUID job = refused.jobId();
    return recorded(
        caller,
        request,
        new AccountCommand.RecordAccess(
            "read_refused",
            job == null ? "route" : "job",
            job == null ? refused.route() : job.toString(),
            caller.isPerson() ? caller.userId() : null,
            job == null ? "forbidden" : "job_not_found",
            times(refused.reads())));
  }

  /** A command that records that the outcome of another's command was not shown to the caller. */
  CommandEnvelope<AccountCommand> refusedOutcome(
      Caller caller, WriteRequest request, UUID commandId, int reads) {
    return recorded(
        caller,
        request,
        new AccountCommand.RecordAccess(
            "read_refused",
            "command",
            commandId.toString(),
            caller.isPerson() ? caller.userId() : null,
            "command_not_found",
            times(reads)));
  }

  /** A command that records that somebody has sent an API key that is not good. */
  CommandEnvelope<AccountCommand> refusedKey(RequestOrigin origin, String keyId, int requests) {
    RequestIds ids = RequestIds.fresh();
    return new CommandEnvelope<>(
        ids.commandId(),
        ids.newAggregateId(),
        Actor.SYSTEM,
        clock.instant(),
        null,
        null,
        origin.correlationId(),
        origin.clientAddress(),
        origin.userAgent(),
        new AccountCommand.RecordAccess(
            "api_key_refused", "api_key", keyId, null, "invalid_api_key", times(requests)));
  }

  private static @Nullable String times(int refusals) {
    return refusals == 1 ? null : "%d times since the last record".formatted(refusals);
  }

  /** A command that records that somebody has read what came of another's command. */
  CommandEnvelope<AccountCommand> outcomeRead(
      Caller caller, WriteRequest request, Outcome outcome) {
    UUID person =
        outcome.actor().kind() == ActorKind.USER
            ? CanonicalUuid.parse(outcome.actor().id()).orElse(null)
            : null;
    return recorded(
        caller,
        request,
        new AccountCommand.RecordAccess(
            "read_outcome", "command", outcome.commandId().toString(), person, null));
  }

  /** A command that records that an operator has a projection pass over a record of the log. */
  CommandEnvelope<AccountCommand> skip(Caller caller, WriteRequest request, SkipRecord skip) {
    return recorded(
        caller,
        request,
        new AccountCommand.RecordAccess(
            "skip_parked", "parked_event", skip.resourceId(), null, null, skip.details()));
  }

  private CommandEnvelope<AccountCommand> recorded(
      Caller reader, WriteRequest request, AccountCommand.RecordAccess read) {
    return new CommandEnvelope<>(
        request.ids(Actors.id(reader)).commandId(),
        reader.userId(),
        Actors.ofReader(reader),
        clock.instant(),
        null,
        request.fingerprint(),
        request.correlationId(),
        request.clientAddress(),
        request.userAgent(),
        read);
  }

  /** A command that records in the audit trail that somebody has asked too often. */
  CommandEnvelope<AccountCommand> exceeded(LimitAudit.Exceeded exceeded) {
    RequestIds ids = RequestIds.fresh();
    Caller caller = exceeded.caller();
    return new CommandEnvelope<>(
        ids.commandId(),
        caller == null ? ids.newAggregateId() : caller.userId(),
        caller == null ? Actor.SYSTEM : Actors.ofAccount(caller),
        clock.instant(),
        null,
        null,
        exceeded.correlationId(),
        exceeded.clientAddress(),
        exceeded.userAgent(),
        new AccountCommand.RecordAccess(
            "rate_limited",
            "route",
            exceeded.routeClass().label(),
            exceeded.person(),
            exceeded.code()));
  }

  private CommandEnvelope<JobCommand> job(
      Caller caller, WriteRequest request, UUID commandId, UUID jobId, JobCommand command) {
    Actor actor = Actors.of(caller, command);
    List<Violation> violations = rules.violations(actor.kind(), command);
    if (!violations.isEmpty()) {
      throw Problems.invalid(violations);
    }
    return envelope(request, actor, commandId, jobId, command);
  }

  private <C> CommandEnvelope<C> envelope(
      WriteRequest request, Actor actor, UUID commandId, UUID aggregateId, C command) {
    return new CommandEnvelope<>(
        commandId,
        aggregateId,
        actor,
        clock.instant(),
        request.headers().expectedVersion(),
        request.fingerprint(),
        request.correlationId(),
        request.clientAddress(),
        request.userAgent(),
        command);
  }
}
