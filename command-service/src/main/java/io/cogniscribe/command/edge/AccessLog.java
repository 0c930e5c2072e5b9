package io.cogniscribe.command.edge;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountCommand.RecordAccess;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.access.AccessRecord;
import io.cogniscribe.web.access.RefusedRead;
import io.cogniscribe.web.http.CanonicalUuid;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records reads and refusals as commands in the log, from where they reach the audit log. A method
 * that does not return a future returns once the log has the record, which then always reaches the
 * audit log; only {@link #exceeded} does not wait.
 */
public record AccessLog(CommandGateway<AccountCommand> gateway, CommandFactory commands) {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  /**
   * Records an action on an account that the edge refused to the caller. The record ignores the
   * idempotency key, because a client that guesses passwords may send any key.
   */
  public void refused(
      Caller caller, WriteRequest request, UUID userId, String action, String code) {
    RecordAccess attempt =
        new RecordAccess(action, "user", userId.toString(), caller.userId(), code);
    send(commands.unrepeatable(request.origin(), Actors.ofAccount(caller), userId, attempt));
  }

  /** Records that a script was given a token. */
  public void tokenIssued(WriteRequest request, UUID userId) {
    RecordAccess issued = new RecordAccess("script_token", "user", userId.toString(), userId, null);
    send(commands.unrepeatable(request.origin(), Actor.SYSTEM, userId, issued));
  }

  /** Records any other attempt that the edge refused. */
  void refused(Caller caller, RequestOrigin origin, RecordAccess attempt) {
    send(commands.unrepeatable(origin, Actors.ofAccount(caller), caller.userId(), attempt));
  }

  /** Records a read in the reader's name, and returns the consistency token of the record. */
  String read(Caller caller, WriteRequest request, AccessRecord read) {
    AccessAction action = read.action();
    return ofReader(
        caller,
        request,
        new RecordAccess(
            action.label(), action.resourceType(), read.resourceId(), read.userId(), null));
  }

  /** Records reads that were refused to the caller. The record names no other person. */
  String refused(Caller caller, WriteRequest request, RefusedRead refused) {
    UUID job = refused.jobId();
    return ofReader(
        caller,
        request,
        new RecordAccess(
            "read_refused",
            job == null ? "route" : "job",
            job == null ? refused.route() : job.toString(),
            caller.isPerson() ? caller.userId() : null,
            job == null ? "forbidden" : "job_not_found",
            times(refused.reads())));
  }

  /** Records that the caller has read the outcome of another person's command. */
  void readOutcome(Caller caller, WriteRequest request, Outcome outcome) {
    UUID person =
        outcome.actor().kind() == ActorKind.USER
            ? CanonicalUuid.parse(outcome.actor().id()).orElse(null)
            : null;
    String commandId = outcome.commandId().toString();
    ofReader(caller, request, new RecordAccess("read_outcome", "command", commandId, person, null));
  }

  /** Records that an operator makes a projection skip a record of the log. */
  String skip(Caller caller, WriteRequest request, SkipRecord skip) {
    return ofReader(caller, request, new AccountCommand.RecordSkip(skip.skipped()));
  }

  /** Records that the outcome of another person's command was not shown to the caller. */
  CompletableFuture<?> refusedOutcome(
      Caller caller, WriteRequest request, UUID commandId, int reads) {
    return gateway.post(
        recorded(
            caller,
            request,
            new RecordAccess(
                "read_refused",
                "command",
                commandId.toString(),
                caller.isPerson() ? caller.userId() : null,
                "command_not_found",
                times(reads))));
  }

  /** Records that a client sent an invalid API key. */
  CompletableFuture<?> refusedKey(RequestOrigin origin, String keyId, int requests) {
    RecordAccess refused =
        new RecordAccess(
            "api_key_refused", "api_key", keyId, null, "invalid_api_key", times(requests));
    UUID nobody = RequestIds.fresh().newAggregateId();
    return gateway.post(commands.unrepeatable(origin, Actor.SYSTEM, nobody, refused));
  }

  /**
   * Records in the background that a client exceeded a limit: the client does not wait for the
   * record, and is refused even if it fails.
   *
   * @param code the code of the refusal
   * @param caller null if the client has no credential
   * @param person the person that the refusal concerns; null if none is known
   */
  public void exceeded(
      RouteClass routeClass,
      String code,
      @Nullable Caller caller,
      @Nullable UUID person,
      RequestOrigin origin) {
    var _ =
        gateway
            .post(
                commands.unrepeatable(
                    origin,
                    caller == null ? Actor.SYSTEM : Actors.ofAccount(caller),
                    caller == null ? RequestIds.fresh().newAggregateId() : caller.userId(),
                    new RecordAccess("rate_limited", "route", routeClass.label(), person, code)))
            .exceptionally(failure -> {
              log.warn(
                  "Cannot record the rate-limit refusal {} ({}) of request {} in the log: {}",
                  code,
                  routeClass.label(),
                  origin.correlationId(),
                  failure.toString());
              return null;
            });
  }

  private String ofReader(Caller reader, WriteRequest request, AccountCommand read) {
    return send(recorded(reader, request, read));
  }

  private CommandEnvelope<AccountCommand> recorded(
      Caller reader, WriteRequest request, AccountCommand read) {
    return commands.ofAnyVersion(request, Actors.ofReader(reader), reader.userId(), read);
  }

  private String send(CommandEnvelope<AccountCommand> command) {
    return gateway.post(command).join().token();
  }

  private static @Nullable String times(int refusals) {
    return refusals == 1 ? null : "%d times since the last record".formatted(refusals);
  }
}
