package io.cogniscribe.command.http;

import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.ProblemException;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** Sends a command, and answers with what becomes of it. */
final class Answers {

  /** The header that says where a command stands in the log; reads take it and wait for it. */
  static final String CONSISTENCY_TOKEN = "Consistency-Token";

  private Answers() {}

  /** The answer to a command that is not decided yet; {@code status} is always pending. */
  record Pending(UUID commandId, String status) {

    static Pending of(UUID commandId) {
      return new Pending(commandId, "pending");
    }
  }

  /** The answer to an accepted command. */
  interface Success {

    ResponseEntity<Object> of(Outcome outcome, Outcome.Accepted accepted);
  }

  /**
   * Waits for the outcome, or only for the log's acknowledgement when the client prefers that.
   *
   * @throws ProblemException when the command is rejected
   */
  static <C> ResponseEntity<Object> send(
      CommandGateway<C> gateway,
      CommandEnvelope<C> command,
      WriteHeaders headers,
      Success success) {
    if (headers.respondAsync()) {
      String token = gateway.post(command).join().token();
      return pending(command.commandId())
          .header(CONSISTENCY_TOKEN, token)
          .header(WriteHeaders.PREFERENCE_APPLIED, WriteHeaders.RESPOND_ASYNC)
          .body(Pending.of(command.commandId()));
    }
    Outcome outcome = gateway.send(command).join();
    String token = outcome.position().token();
    return switch (outcome.result()) {
      case Outcome.Accepted accepted -> success.of(outcome, accepted);
      case Outcome.Rejected rejected ->
          throw Problems.of(rejected).withHeader(CONSISTENCY_TOKEN, token);
      case Outcome.Pending() ->
          pending(command.commandId())
              .header(CONSISTENCY_TOKEN, token)
              .body(Pending.of(command.commandId()));
    };
  }

  /** An answer with what all answers to accepted commands have: version and position. */
  static ResponseEntity<Object> success(
      ResponseEntity.BodyBuilder answer, Outcome outcome, Outcome.Accepted accepted, Object body) {
    return answer
        .eTag("\"" + accepted.version() + "\"")
        .header(CONSISTENCY_TOKEN, outcome.position().token())
        .body(body);
  }

  private static ResponseEntity.BodyBuilder pending(UUID commandId) {
    return ResponseEntity.accepted().location(URI.create("/api/commands/" + commandId));
  }
}
