package io.cogniscribe.wire;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.message.Violation;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One message of every type. Later versions must still read their recorded bytes. */
final class Samples {

  private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final UUID USER = UUID.fromString("019a0000-0000-7000-8000-000000000002");
  private static final UUID CLAIM = UUID.fromString("019a0000-0000-8000-8000-000000000003");
  private static final Instant AT = Instant.parse("2026-11-01T08:30:00.123456Z");
  private static final SkippedRecord SKIPPED =
      new SkippedRecord("jobs", "jobs.events", 3, 42, ID.toString(), "garbage: a test's");
  private static final CommandPosition POSITION = new CommandPosition("jobs.commands", 3, 1042);

  private Samples() {}

  /** A sample of one message type, with the names of its schema and of its payload. */
  record Sample<T>(String schema, String variant, AvroCodec<T> codec, T message) {

    @Override
    public String toString() {
      return schema + "/" + variant;
    }
  }

  static Stream<Sample<?>> all() {
    return Stream.of(
            jobCommands(),
            jobEvents(),
            Stream.of(
                sample(
                    "job-progress",
                    "JobProgressed",
                    Codecs.jobProgress(),
                    event(new JobProgressed(USER, 1, ProgressStage.TRANSCRIBING, 50, "half way")))),
            accountCommands(),
            accountEvents(),
            Stream.of(
                sample(
                    "audit-event",
                    "ActionAudited",
                    Codecs.auditEvents(),
                    event(
                        new AuditEvent.ActionAudited(
                            USER,
                            "upload",
                            "job",
                            ID.toString(),
                            AuditStatus.FAILURE,
                            "validation_failed",
                            "2001:db8::1",
                            "curl/8",
                            null,
                            "some fields are not valid"))),
                sample(
                    "audit-event",
                    "RecordSkipped",
                    Codecs.auditEvents(),
                    event(new AuditEvent.RecordSkipped(SKIPPED, "2001:db8::1", "curl/8")))),
            outcomes())
        .flatMap(samples -> samples);
  }

  private static Stream<Sample<?>> jobCommands() {
    return Stream.of(
            new JobCommand.Submit(
                USER,
                "anatomy.mp3",
                "Anatomie – Übung.mp3",
                1L << 33,
                "/in/anatomy.mp3",
                0.15,
                "anatomy",
                true),
            new JobCommand.Start(),
            new JobCommand.ReportProgress(ProgressStage.SUMMARIZING, 75, null),
            new JobCommand.Complete("the heart…", "heart", 1586.8, 12, "en"),
            new JobCommand.Fail("transcription_failed", "no speech"),
            new JobCommand.Retry(),
            new JobCommand.Cancel(),
            new JobCommand.Delete())
        .map(payload -> command("job-command", Codecs.jobCommands(), payload));
  }

  private static Stream<Sample<?>> jobEvents() {
    return Stream.of(
            new JobEvent.JobSubmitted(USER, "anatomy.mp3", null, 1L << 33, null, 0.15, null, true),
            new JobEvent.JobStarted(USER, 1),
            new JobEvent.JobCompleted(
                USER, 1, 1L << 33, AT, "the heart…", "heart", 1586.8, 12, "en"),
            new JobEvent.JobFailed(USER, 1, AT, "transcription_failed", null),
            new JobEvent.JobRetried(USER, 2),
            new JobEvent.JobCancelled(USER, JobStatus.PROCESSING),
            new JobEvent.JobDeleted(USER, JobStatus.COMPLETED))
        .map(payload -> eventSample("job-event", Codecs.jobEvents(), payload));
  }

  private static Stream<Sample<?>> accountCommands() {
    return Stream.of(
            new AccountCommand.Register("ada", "ada@example.org", "{argon2}…", CLAIM, CLAIM),
            new AccountCommand.RecordLogin(false, "invalid_credentials"),
            new AccountCommand.OpenSession(ID, AT),
            new AccountCommand.CloseSession(ID),
            new AccountCommand.CloseSessions(),
            new AccountCommand.ChangePassword("{argon2}…", ID),
            new AccountCommand.ChangeEmail("ada@example.net", CLAIM),
            new AccountCommand.Deactivate(),
            new AccountCommand.Reactivate(),
            new AccountCommand.DeleteAccount(),
            new AccountCommand.ChangeRoles(List.of("user", "operator")),
            new AccountCommand.IssueApiKey("whisper-1", "worker", "9f86d0", AT),
            new AccountCommand.RevokeApiKey(),
            new AccountCommand.RecordAccess("read_user", "user", ID.toString(), USER, null, "more"),
            new AccountCommand.RecordSkip(SKIPPED),
            new AccountCommand.ClaimName(USER, NameKind.USERNAME),
            new AccountCommand.ReleaseName(USER, NameKind.EMAIL),
            new AccountCommand.AnswerClaim(NameKind.EMAIL, true))
        .map(payload -> command("account-command", Codecs.accountCommands(), payload));
  }

  private static Stream<Sample<?>> accountEvents() {
    return Stream.of(
            new AccountEvent.RegistrationRequested(
                "ada", "ada@example.org", "{argon2}…", CLAIM, CLAIM),
            new AccountEvent.ClaimConfirmed(NameKind.USERNAME),
            new AccountEvent.UserRegistered(
                "ada", "ada@example.org", "{argon2}…", CLAIM, CLAIM, List.of("user")),
            new AccountEvent.RegistrationRefused(NameKind.EMAIL),
            new AccountEvent.SessionOpened(ID, AT, "192.0.2.1", "browser"),
            new AccountEvent.SessionClosed(ID),
            new AccountEvent.SessionsClosed(null),
            new AccountEvent.PasswordChanged("{argon2}…"),
            new AccountEvent.EmailChangeRequested("ada@example.net", CLAIM),
            new AccountEvent.EmailChanged("ada@example.net", CLAIM),
            new AccountEvent.EmailChangeRefused(),
            new AccountEvent.AccountDeactivated(),
            new AccountEvent.AccountReactivated(),
            new AccountEvent.AccountDeleted(),
            new AccountEvent.RolesChanged(List.of("user", "operator")),
            new AccountEvent.ApiKeyIssued("whisper-1", "worker", "9f86d0", AT),
            new AccountEvent.ApiKeyRevoked(),
            new AccountEvent.NameClaimed(USER, NameKind.USERNAME),
            new AccountEvent.NameReleased(USER, NameKind.USERNAME))
        .map(payload -> eventSample("account-event", Codecs.accountEvents(), payload));
  }

  private static Stream<Sample<?>> outcomes() {
    return Stream.of(
            new Outcome.Accepted(3, "completed"),
            new Outcome.Rejected(
                Outcome.Reason.INVALID,
                "validation_failed",
                "some fields are not valid",
                List.of(new Violation("filename", "must not be blank"))),
            new Outcome.Pending())
        .map(result ->
            sample(
                "outcome",
                WireName.Names.of(result.getClass()),
                Codecs.outcomes(),
                new Outcome(ID, ID, Actor.user(USER), POSITION, AT, "cafe", result)));
  }

  private static <C> Sample<?> command(
      String schema, AvroCodec<CommandEnvelope<C>> codec, C payload) {
    return sample(
        schema,
        WireName.Names.of(payload.getClass()),
        codec,
        new CommandEnvelope<>(
            ID, ID, Actor.user(USER), AT, 2L, "cafe", ID, "127.0.0.1", "curl/8", payload));
  }

  private static <E> Sample<?> eventSample(
      String schema, AvroCodec<RecordedEvent<E>> codec, E payload) {
    return sample(schema, WireName.Names.of(payload.getClass()), codec, event(payload));
  }

  private static <E> RecordedEvent<E> event(E payload) {
    Actor worker = new Actor(ActorKind.WORKER, "worker-7");
    return new RecordedEvent<>(ID, ID, 2, AT, AT, worker, ID, ID, POSITION, payload);
  }

  private static <T> Sample<T> sample(
      String schema, String variant, AvroCodec<T> codec, T message) {
    return new Sample<>(schema, variant, codec, message);
  }
}
