package io.cogniscribe.command.http;

import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.limit.RouteClass;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Many commands in one request. They are written at once, in order, and then awaited together. */
@RestController
@Responds(with = BatchController.BatchAnswer.class)
@Responds(status = 202, with = BatchController.BatchAnswer.class)
final class BatchController {

  private static final int MAX_COMMANDS = 1_000;

  private final CommandGateway<JobCommand> gateway;
  private final BatchReader reader;
  private final RateLimits limits;

  BatchController(CommandGateway<JobCommand> gateway, BatchReader reader, RateLimits limits) {
    this.gateway = gateway;
    this.reader = reader;
    this.limits = limits;
  }

  /** The body: commands as the client wrote them, since each is read by itself. */
  record Batch(List<JsonNode> commands) {

    Batch {
      if (commands.isEmpty() || commands.size() > MAX_COMMANDS) {
        throw ProblemException.invalid("commands", "must have 1-" + MAX_COMMANDS + " commands");
      }
    }
  }

  /** The answer: an outcome for each command, in the order of the commands. */
  record BatchAnswer(List<BatchOutcome> outcomes) {}

  @PostMapping("/api/commands")
  ResponseEntity<BatchAnswer> send(
      @RequestBody Batch batch,
      Caller caller,
      WriteRequest request,
      HttpServletRequest servletRequest,
      HttpServletResponse servletResponse) {
    limits.take(RouteClass.SUBMISSION, batch.commands().size(), servletRequest, servletResponse);
    if (request.headers().expectedVersion() != null) {
      throw ProblemException.invalid(
          HttpHeaders.IF_MATCH, "is for one command; give each its expected_version instead");
    }
    List<CompletableFuture<BatchOutcome>> outcomes = new ArrayList<>(batch.commands().size());
    for (JsonNode command : batch.commands()) {
      outcomes.add(write(outcomes.size(), command, caller, request));
    }
    BatchAnswer answer = new BatchAnswer(outcomes.stream().map(CompletableFuture::join).toList());
    return request.headers().respondAsync()
        ? ResponseEntity.accepted()
            .header(WriteHeaders.PREFERENCE_APPLIED, WriteHeaders.RESPOND_ASYNC)
            .body(answer)
        : ResponseEntity.ok(answer);
  }

  private CompletableFuture<BatchOutcome> write(
      int index, JsonNode json, Caller caller, WriteRequest request) {
    CommandEnvelope<JobCommand> command;
    try {
      command = reader.read(index, json, caller, request);
    } catch (ProblemException invalid) {
      return CompletableFuture.completedFuture(BatchOutcome.invalid(index, invalid));
    }
    CompletableFuture<BatchOutcome> outcome =
        request.headers().respondAsync()
            ? gateway.post(command).thenApply(_ -> BatchOutcome.pending(index, command))
            : gateway.send(command).thenApply(o -> BatchOutcome.of(index, command, o));
    return outcome.exceptionally(failure -> unavailable(index, command, failure));
  }

  /** The log may have taken the others; a fault of this service fails the request as a whole. */
  private static BatchOutcome unavailable(
      int index, CommandEnvelope<JobCommand> command, Throwable failure) {
    return Problems.translate(failure)
        .map(problem -> BatchOutcome.refused(index, command, problem, null))
        .orElseThrow(() -> new CompletionException(failure));
  }
}
