package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.ProblemException;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/** Sends a command and builds the HTTP response from its outcome. */
public final class Answers {

  /**
   * The header with the command's position in the log. A read that sends it waits until the
   * projection has reached that position.
   */
  public static final String CONSISTENCY_TOKEN = "Consistency-Token";

  private Answers() {}

  /** The response while a command is not decided; {@code status} is always pending. */
  public record Pending(UUID commandId, String status) {

    static Pending of(UUID commandId) {
      return new Pending(commandId, "pending");
    }
  }

  /** The response to an accepted command. */
  public interface Success {

    /** Builds the response from the outcome. */
    ResponseEntity<Object> of(Outcome outcome, Outcome.Accepted accepted);
  }

  /**
   * Sends the command and waits for its outcome, or only for the log's acknowledgement if the
   * client prefers {@code respond-async}.
   *
   * @throws ProblemException when the command is rejected
   */
  public static <C> ResponseEntity<Object> send(
      CommandGateway<C> gateway,
      CommandEnvelope<C> command,
      WriteHeaders headers,
      Success success) {
    if (headers.respondAsync()) {
      return accepted(command.commandId(), gateway.post(command).join().token());
    }
    return answer(gateway.send(command).join(), success);
  }

  /**
   * Counts the request and sends its command. A retry gets the stored outcome and is not counted.
   *
   * @throws ProblemException when the quota is used up, or the command is rejected
   */
  public static <C> ResponseEntity<Object> send(
      CommandGateway<C> gateway,
      CommandEnvelope<C> command,
      WriteRequest request,
      Success success) {
    return send(
        gateway, command.aggregateId(), command.commandId(), () -> command, request, success);
  }

  /**
   * Counts the request, and then builds and sends its command. A retry gets the stored outcome and
   * is not counted.
   *
   * @param command a command with these ids, which is expensive to build: it contains the hash of a
   *     password, or requires the check of one
   * @throws ProblemException when the quota is used up, or the command is refused or rejected
   */
  public static <C> ResponseEntity<Object> send(
      CommandGateway<C> gateway,
      UUID aggregateId,
      UUID commandId,
      Supplier<CommandEnvelope<C>> command,
      WriteRequest request,
      Success success) {
    WriteHeaders headers = request.headers();
    Outcome known =
        request.quota().admit(gateway.topic(), aggregateId, commandId, request).orElse(null);
    if (known == null) {
      return send(gateway, command.get(), headers, success);
    }
    return headers.respondAsync()
        ? accepted(commandId, known.position().token())
        : answer(known, success);
  }

  private static ResponseEntity<Object> accepted(UUID commandId, String token) {
    return pending(commandId)
        .header(CONSISTENCY_TOKEN, token)
        .header(WriteHeaders.PREFERENCE_APPLIED, WriteHeaders.RESPOND_ASYNC)
        .body(Pending.of(commandId));
  }

  private static ResponseEntity<Object> answer(Outcome outcome, Success success) {
    String token = outcome.position().token();
    return switch (outcome.result()) {
      case Outcome.Accepted accepted -> success.of(outcome, accepted);
      case Outcome.Rejected rejected ->
          throw Problems.of(rejected).withHeader(CONSISTENCY_TOKEN, token);
      case Outcome.Pending() ->
          pending(outcome.commandId())
              .header(CONSISTENCY_TOKEN, token)
              .body(Pending.of(outcome.commandId()));
    };
  }

  /** Responds to an accepted command with 200 and a body that depends on the new status. */
  public static Success ok(Function<Outcome.Accepted, Object> body) {
    return (outcome, accepted) ->
        success(ResponseEntity.ok(), outcome, accepted, body.apply(accepted));
  }

  /**
   * Returns the response to an accepted command, with the headers that all of them have: version
   * and position.
   */
  public static ResponseEntity<Object> success(
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
