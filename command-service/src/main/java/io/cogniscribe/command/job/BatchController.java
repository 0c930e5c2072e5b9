package io.cogniscribe.command.job;

import io.cogniscribe.command.edge.Problems;
import io.cogniscribe.command.edge.Retries;
import io.cogniscribe.command.edge.WriteHeaders;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.command.engine.LogUnavailableException;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.openapi.Responds;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Accepts many commands in one request. They are written at once, in order, and then awaited
 * together.
 */
@RestController
@Responds(with = BatchController.BatchAnswer.class)
@Responds(status = 202, with = BatchController.BatchAnswer.class)
record BatchController(
    CommandGateway<JobCommand> gateway, BatchReader reader, Retries retries, Users users) {

  private static final int MAX_COMMANDS = 1_000;

  private sealed interface Entry {

    record New(CommandEnvelope<JobCommand> command) implements Entry {}

    /** A command that was decided before, by the same request or in another batch. */
    record Known(CommandEnvelope<JobCommand> command, Outcome outcome) implements Entry {}

    record Invalid(ProblemException problem) implements Entry {}
  }

  /** The body: unparsed commands, because each is read separately. */
  record Batch(List<JsonNode> commands) {

    Batch {
      if (commands.isEmpty() || commands.size() > MAX_COMMANDS) {
        throw ProblemException.invalid("commands", "must have 1-" + MAX_COMMANDS + " commands");
      }
    }
  }

  /** The response: an outcome for each command, in the order of the commands. */
  record BatchAnswer(List<BatchOutcome> outcomes) {}

  @PostMapping("/api/commands")
  ResponseEntity<BatchAnswer> send(@RequestBody Batch batch, Caller caller, WriteRequest request) {
    if (request.headers().expectedVersion() != null) {
      throw ProblemException.invalid(
          HttpHeaders.IF_MATCH, "is not for batches; set expected_version of each command instead");
    }
    Predicate<UUID> known = users.existence();
    List<Entry> entries = new ArrayList<>(batch.commands().size());
    for (JsonNode command : batch.commands()) {
      entries.add(read(entries.size(), command, caller, request, known));
    }
    request
        .quota()
        .countBatch(count(entries, Entry.New.class), count(entries, Entry.Invalid.class));
    List<CompletableFuture<BatchOutcome>> outcomes = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      outcomes.add(write(outcomes.size(), entry, request));
    }
    BatchAnswer answer = new BatchAnswer(outcomes.stream().map(CompletableFuture::join).toList());
    return request.headers().respondAsync()
        ? ResponseEntity.accepted()
            .header(WriteHeaders.PREFERENCE_APPLIED, WriteHeaders.RESPOND_ASYNC)
            .body(answer)
        : ResponseEntity.ok(answer);
  }

  private Entry read(
      int index, JsonNode json, Caller caller, WriteRequest request, Predicate<UUID> known) {
    CommandEnvelope<JobCommand> command;
    try {
      command = reader.read(index, json, caller, request, known);
    } catch (ProblemException invalid) {
      return new Entry.Invalid(invalid);
    } catch (LogUnavailableException unreachable) {
      // This command fails, because the existence of the user is unknown; the others go on.
      return new Entry.Invalid(Problems.translate(unreachable).orElseThrow(() -> unreachable));
    }
    return Optional.ofNullable(command.fingerprint())
        .flatMap(fingerprint ->
            retries.find(gateway.topic(), command.aggregateId(), command.commandId(), fingerprint))
        .<Entry>map(outcome -> new Entry.Known(command, outcome))
        .orElseGet(() -> new Entry.New(command));
  }

  private static int count(List<Entry> entries, Class<? extends Entry> kind) {
    return Math.toIntExact(entries.stream().filter(kind::isInstance).count());
  }

  private CompletableFuture<BatchOutcome> write(int index, Entry entry, WriteRequest request) {
    return switch (entry) {
      case Entry.Invalid(var problem) ->
          CompletableFuture.completedFuture(BatchOutcome.refused(index, null, problem, null));
      case Entry.Known(var command, var outcome) ->
          CompletableFuture.completedFuture(
              request.headers().respondAsync()
                  ? BatchOutcome.pending(index, command)
                  : BatchOutcome.of(index, command, outcome));
      case Entry.New(var command) -> write(index, command, request);
    };
  }

  private CompletableFuture<BatchOutcome> write(
      int index, CommandEnvelope<JobCommand> command, WriteRequest request) {
    CompletableFuture<BatchOutcome> outcome =
        request.headers().respondAsync()
            ? gateway.post(command).thenApply(_ -> BatchOutcome.pending(index, command))
            : gateway.send(command).thenApply(o -> BatchOutcome.of(index, command, o));
    return outcome.exceptionally(failure ->
        // The log may have accepted the other commands. A fault of this service fails the request.
        Problems.translate(failure)
            .map(problem -> BatchOutcome.refused(index, command, problem, null))
            .orElseThrow(() -> new CompletionException(failure)));
  }
}
