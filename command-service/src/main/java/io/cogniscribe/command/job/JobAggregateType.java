package io.cogniscribe.command.job;

import io.cogniscribe.command.engine.ActorProof;
import io.cogniscribe.command.engine.Admission;
import io.cogniscribe.command.engine.AggregateType;
import io.cogniscribe.command.engine.AuditPolicy;
import io.cogniscribe.command.engine.MessageWriter;
import io.cogniscribe.command.engine.Versioned;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.message.Violation;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.SchemaHistory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Connects jobs to the engine. */
public final class JobAggregateType {

  private JobAggregateType() {}

  private static final Outcome.Rejected NO_SUCH_USER =
      new Outcome.Rejected(
          Outcome.Reason.INVALID,
          "user_not_found",
          "there is no such user",
          List.of(new Violation("user_id", "is no user")));

  /**
   * Returns the aggregate type of jobs under {@code rules}.
   *
   * @param knownUsers accepts users that exist according to this instance's view, which may lag
   *     behind the log
   */
  public static AggregateType<JobCommand, JobEvent, JobProgressed, JobState> of(
      JobRules rules, ActorProof proof, Predicate<UUID> knownUsers) {
    return new AggregateType<>(
        "job",
        2,
        Topics.JOB_COMMANDS,
        Topics.JOB_EVENTS,
        Topics.JOB_OUTCOMES,
        Topics.JOB_PROGRESS,
        Codecs.jobCommands(),
        Codecs.jobEvents(),
        AvroCodec.ofEnvelope(
            Versioned.class,
            JobState.class,
            SchemaHistory.load(JobAggregateType.class, "job-state")),
        new JobDecider(rules),
        progressReports(Codecs.jobProgress()),
        audit(),
        new Admission<>(
            proof,
            JobAggregateType::isOfPrincipal,
            new Admission.Requirement<>(
                Topics.ACCOUNT_COMMANDS, JobAggregateType::owner, knownUsers, NO_SUCH_USER)),
        JobState.Existing.class::isInstance);
  }

  /** Returns the user that must exist before the command is decided. */
  private static Optional<UUID> owner(JobCommand command) {
    return command instanceof JobCommand.Submit submit
        ? Optional.of(submit.userId())
        : Optional.empty();
  }

  /**
   * Returns whether a producer or worker may have written the command to Kafka directly. The name
   * of such a sender is not a UUID, so that it cannot be a caller of the edge.
   */
  private static boolean isOfPrincipal(CommandEnvelope<JobCommand> command) {
    return command.actor().isPrincipal()
        && JobRules.permission(command.payload()).senders().onKafka();
  }

  /** Returns the writer of progress reports, which are recorded like events but have no version. */
  private static MessageWriter<JobCommand, JobProgressed> progressReports(
      AvroCodec<RecordedEvent<JobProgressed>> codec) {
    return (report, index, cause) -> {
      UUID jobId = cause.command().aggregateId();
      RecordedEvent<JobProgressed> recorded =
          cause.recorded(cause.derivedId("progress", index), jobId, 0, report);
      return new MessageWriter.OutgoingMessage(jobId, Bytes.wrap(codec.encode(recorded)), null);
    };
  }

  private static AuditPolicy<JobCommand, JobState> audit() {
    return (command, _, state) -> {
      String action = JobRules.permission(command.payload()).action();
      return action == null
          ? Optional.empty()
          : Optional.of(
              new AuditPolicy.Attempt(
                  action,
                  "job",
                  command.aggregateId().toString(),
                  concerned(command, state),
                  null));
    };
  }

  /**
   * Returns the person that the audit event concerns: the actor if it is a user, otherwise the
   * owner of the job.
   */
  private static @Nullable UUID concerned(CommandEnvelope<JobCommand> command, JobState state) {
    Actor actor = command.actor();
    if (actor.kind() == ActorKind.USER) {
      return UUID.fromString(actor.id());
    }
    return switch (state) {
      case JobState.Existing job -> job.userId();
      case JobState.Deleted(var owner) -> owner;
      case JobState.Absent() ->
          command.payload() instanceof JobCommand.Submit submit ? submit.userId() : null;
    };
  }
}
