package io.cogniscribe.command.job;

import io.cogniscribe.command.edge.Fingerprints;
import io.cogniscribe.command.edge.WriteHeaders;
import io.cogniscribe.command.edge.WriteRequest;
import io.cogniscribe.command.job.JobBodies.CompleteJob;
import io.cogniscribe.command.job.JobBodies.FailJob;
import io.cogniscribe.command.job.JobBodies.Nothing;
import io.cogniscribe.command.job.JobBodies.ReportProgress;
import io.cogniscribe.command.job.JobBodies.SubmitJob;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.web.json.JsonProblems;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the commands of a batch one by one: an invalid command does not affect the others. */
record BatchReader(JsonMapper json, JobCommandFactory commands, Fingerprints fingerprints) {

  /** The fields that every command of a batch has beside its own. */
  private static final List<String> HEAD =
      List.of("type", "job_id", "idempotency_key", "expected_version");

  /** The names of the commands in a batch. */
  enum Type {
    SUBMIT_JOB,
    START_JOB,
    REPORT_PROGRESS,
    COMPLETE_JOB,
    FAIL_JOB,
    RETRY_JOB,
    CANCEL_JOB,
    DELETE_JOB
  }

  /** The fields that identify a command in its batch. */
  record Head(
      Type type,
      @Nullable UUID jobId,
      @Nullable String idempotencyKey,
      @Nullable Long expectedVersion) {

    Head {
      if (type == Type.SUBMIT_JOB && jobId != null) {
        throw ProblemException.invalid(
            "job_id", "must not be set: the service chooses the id of a new job");
      }
      if (type != Type.SUBMIT_JOB && jobId == null) {
        throw ProblemException.invalid("job_id", "is required");
      }
      if (idempotencyKey != null) {
        WriteHeaders.checkKey("idempotency_key", idempotencyKey);
      }
      if (expectedVersion != null && expectedVersion < 0) {
        throw ProblemException.invalid("expected_version", "must be 0 or more");
      }
    }
  }

  /**
   * Returns the command at {@code index}.
   *
   * @param known accepts the users that exist
   * @throws ProblemException when it is malformed, or a value breaks a rule
   */
  CommandEnvelope<JobCommand> read(
      int index, JsonNode command, Caller caller, WriteRequest batch, Predicate<UUID> known) {
    if (!(command instanceof ObjectNode fields)) {
      throw ProblemException.invalid("commands[" + index + "]", "must be an object");
    }
    ObjectNode headFields = headOf(fields);
    try {
      Head head = json.treeToValue(headFields, Head.class);
      WriteRequest request = requestOf(index, head, List.of(headFields, fields), batch);
      UUID jobId = head.jobId();
      return jobId == null
          ? commands.submission(
              caller, request, read(fields, SubmitJob.class).command(caller), known)
          : commands.toJob(caller, request, jobId, command(head.type(), fields));
    } catch (JacksonException e) {
      throw JsonProblems.of(e);
    }
  }

  /** Moves the fields of the head out of {@code fields}. */
  private ObjectNode headOf(ObjectNode fields) {
    ObjectNode head = json.createObjectNode();
    for (String name : HEAD) {
      JsonNode value = fields.remove(name);
      if (value != null) {
        head.set(name, value);
      }
    }
    return head;
  }

  /**
   * Returns the request that the command stands for. A command with its own idempotency key is the
   * same command in any batch. Without one, it is identified by its position and the key of the
   * batch.
   */
  private WriteRequest requestOf(
      int index, Head head, List<ObjectNode> asSent, WriteRequest batch) {
    String ownKey = head.idempotencyKey();
    String key = ownKey == null ? batch.headers().idempotencyKey() : ownKey;
    WriteHeaders headers =
        new WriteHeaders(key, head.expectedVersion(), batch.headers().respondAsync());
    if (ownKey == null) {
      return batch.part(batch.route() + "#" + index, headers, batch.fingerprint());
    }
    UUID jobId = head.jobId();
    String route = batch.route() + "/" + (jobId == null ? "new" : jobId);
    byte[] utf8 = asSent.toString().getBytes(StandardCharsets.UTF_8);
    return batch.part(route, headers, fingerprints.of(route, utf8));
  }

  private JobCommand command(Type type, ObjectNode fields) {
    return switch (type) {
      case SUBMIT_JOB -> throw new IllegalArgumentException("A submission has no job id yet.");
      case START_JOB -> bare(fields, new JobCommand.Start());
      case REPORT_PROGRESS -> read(fields, ReportProgress.class).command();
      case COMPLETE_JOB -> read(fields, CompleteJob.class).command();
      case FAIL_JOB -> read(fields, FailJob.class).command();
      case RETRY_JOB -> bare(fields, new JobCommand.Retry());
      case CANCEL_JOB -> bare(fields, new JobCommand.Cancel());
      case DELETE_JOB -> bare(fields, new JobCommand.Delete());
    };
  }

  private JobCommand bare(ObjectNode fields, JobCommand command) {
    read(fields, Nothing.class);
    return command;
  }

  private <T> T read(ObjectNode fields, Class<T> type) {
    return json.treeToValue(fields, type);
  }
}
