package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.StoredOutcomes;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Serves stored outcomes to clients that did not wait for one, or did not receive it. */
@RestController
@Responds(with = CommandController.StoredAnswer.class)
record CommandController(
    StoredOutcomes outcomes, PeerOutcomes peers, AccessLog accesses, RefusalRecords refusals) {

  /**
   * A stored outcome.
   *
   * @param jobId the aggregate, if it is a job; otherwise the id is in {@code aggregateId}
   * @param status accepted, rejected or pending
   */
  record StoredAnswer(
      UUID commandId,
      @Nullable UUID jobId,
      @Nullable UUID aggregateId,
      String status,
      @Nullable Long version,
      @Nullable String code,
      @Nullable String detail,
      @Nullable List<FieldError> errors,
      Instant recordedAt,
      String consistencyToken) {

    static StoredAnswer of(Outcome outcome) {
      boolean isJob = outcome.position().topic().equals(Topics.JOB_COMMANDS);
      ProblemException problem =
          outcome.result() instanceof Outcome.Rejected rejected ? Problems.of(rejected) : null;
      return new StoredAnswer(
          outcome.commandId(),
          isJob ? outcome.aggregateId() : null,
          isJob ? null : outcome.aggregateId(),
          status(outcome.result()),
          outcome.result() instanceof Outcome.Accepted accepted ? accepted.version() : null,
          problem == null ? null : problem.code(),
          problem == null ? null : problem.detail(),
          problem == null || problem.errors().isEmpty() ? null : problem.errors(),
          outcome.recordedAt(),
          outcome.position().token());
    }

    private static String status(Outcome.Result result) {
      return switch (result) {
        case Outcome.Accepted _ -> "accepted";
        case Outcome.Rejected _ -> "rejected";
        case Outcome.Pending() -> "pending";
      };
    }
  }

  /**
   * Returns the outcome of a command. An operator sees another person's outcome only after the
   * access is recorded in the log.
   */
  @GetMapping("/api/commands/{command_id}")
  ResponseEntity<?> outcome(
      @PathVariable("command_id") UUID commandId,
      @RequestHeader HttpHeaders headers,
      @RequestHeader(name = PeerOutcomes.FROM_PEER, required = false) @Nullable String fromPeer,
      WriteRequest request,
      Caller caller) {
    Optional<Outcome> here = outcomes.find(commandId);
    if (here.isEmpty() && fromPeer == null) {
      for (String peer : outcomes.peers()) {
        Optional<ResponseEntity<byte[]>> there = peers.ask(peer, commandId, headers, request);
        if (there.isPresent()) {
          return there.get();
        }
      }
    }
    Optional<Outcome> visible =
        here.filter(found -> isOwn(caller, found) || caller.has(Role.OPERATOR));
    if (visible.isEmpty() && here.isPresent()) {
      refusals.refusedOutcome(caller, request, commandId);
    }
    Outcome outcome =
        visible.orElseThrow(() ->
            ProblemException.notFound(
                "command_not_found",
                "You have no such command, or it is not decided yet. Try again later."));
    if (!isOwn(caller, outcome)) {
      accesses.readOutcome(caller, request, outcome);
    }
    return ResponseEntity.ok()
        .header(Answers.CONSISTENCY_TOKEN, outcome.position().token())
        .body(StoredAnswer.of(outcome));
  }

  /**
   * Returns whether the command is the caller's. A registration has no user as its actor; it
   * belongs to the account that it created.
   */
  private static boolean isOwn(Caller caller, Outcome outcome) {
    return outcome.actor().id().equals(Actors.id(caller))
        || outcome.aggregateId().equals(caller.userId());
  }
}
