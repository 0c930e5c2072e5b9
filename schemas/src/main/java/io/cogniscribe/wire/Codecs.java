package io.cogniscribe.wire;

import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;

/**
 * The codecs of all message types in the log. Each codec is created once, because it parses every
 * version of its schema, which takes longer than decoding a thousand messages.
 */
public final class Codecs {

  private static final AvroCodec<CommandEnvelope<JobCommand>> JOB_COMMANDS =
      AvroCodec.ofEnvelope(CommandEnvelope.class, JobCommand.class, history("job-command"));
  private static final AvroCodec<RecordedEvent<JobEvent>> JOB_EVENTS =
      AvroCodec.ofEnvelope(RecordedEvent.class, JobEvent.class, history("job-event"));
  private static final AvroCodec<RecordedEvent<JobProgressed>> JOB_PROGRESS =
      AvroCodec.ofEnvelope(RecordedEvent.class, JobProgressed.class, history("job-progress"));
  private static final AvroCodec<CommandEnvelope<AccountCommand>> ACCOUNT_COMMANDS =
      AvroCodec.ofEnvelope(CommandEnvelope.class, AccountCommand.class, history("account-command"));
  private static final AvroCodec<RecordedEvent<AccountEvent>> ACCOUNT_EVENTS =
      AvroCodec.ofEnvelope(RecordedEvent.class, AccountEvent.class, history("account-event"));
  private static final AvroCodec<RecordedEvent<AuditEvent>> AUDIT_EVENTS =
      AvroCodec.ofEnvelope(RecordedEvent.class, AuditEvent.class, history("audit-event"));
  private static final AvroCodec<Outcome> OUTCOMES =
      AvroCodec.of(Outcome.class, history("outcome"));

  private Codecs() {}

  /** Returns the codec of commands to jobs. */
  public static AvroCodec<CommandEnvelope<JobCommand>> jobCommands() {
    return JOB_COMMANDS;
  }

  /** Returns the codec of events of jobs. */
  public static AvroCodec<RecordedEvent<JobEvent>> jobEvents() {
    return JOB_EVENTS;
  }

  /** Returns the codec of progress reports of jobs. */
  public static AvroCodec<RecordedEvent<JobProgressed>> jobProgress() {
    return JOB_PROGRESS;
  }

  /** Returns the codec of commands to accounts and names. */
  public static AvroCodec<CommandEnvelope<AccountCommand>> accountCommands() {
    return ACCOUNT_COMMANDS;
  }

  /** Returns the codec of events of accounts and names. */
  public static AvroCodec<RecordedEvent<AccountEvent>> accountEvents() {
    return ACCOUNT_EVENTS;
  }

  /** Returns the codec of audit events. */
  public static AvroCodec<RecordedEvent<AuditEvent>> auditEvents() {
    return AUDIT_EVENTS;
  }

  /** Returns the codec of outcomes of all aggregate types. */
  public static AvroCodec<Outcome> outcomes() {
    return OUTCOMES;
  }

  private static SchemaHistory history(String name) {
    return SchemaHistory.load(Codecs.class, name);
  }
}
