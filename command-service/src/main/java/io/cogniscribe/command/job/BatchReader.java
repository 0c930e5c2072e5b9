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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the commands of a batch, each by itself: one that is wrong stops no other. */
record BatchReader(JsonMapper json, JobCommandFactory commands, Fingerprints fingerprints) {

  /** What every command of a batch says beside its own fields. */
  private static final List<String> HEAD =
      List.of("type", "job_id", "idempotency_key", "expected_version");

  /** The commands by the names that a batch gives them. */
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

  /** What tells a command from the others of its batch. */
  record Head(
      Type type,
      @Nullable UUID jobId,
      @Nullable String idempotencyKey,
      @Nullable Long expectedVersion) {

    Head {
      if (type == Type.SUBMIT_JOB && jobId != null) {
        throw ProblemException.invalid("job_id", "must not be given: a new job gets its id here");
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
   * The command at {@code index}.
   *
   * @throws ProblemException when it is not well-formed, or a value breaks a rule
   */
  CommandEnvelope<JobCommand> read(
      int index, JsonNode command, Caller caller, WriteRequest batch, OwnerCheck owners) {
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
              caller, request, read(fields, SubmitJob.class).command(caller), owners)
          : commands.toJob(caller, request, jobId, command(head.type(), fields));
    } catch (JacksonException e) {
      throw JsonProblems.of(e);
    }
  }

  /** Takes the fields of the head out of the others. */
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
   * A command with a key of its own is the same command in whichever batch it returns; without one
   * it is what stood there in the batch that had the batch's key.
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
      case SUBMIT_JOB -> throw new IllegalArgumentException("has no job id yet");
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
