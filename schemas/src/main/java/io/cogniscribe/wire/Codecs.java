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

/** The codec of every kind of message in the log. Each call makes a new one: keep it. */
public final class Codecs {

  private Codecs() {}

  /** Commands to jobs. */
  public static AvroCodec<CommandEnvelope<JobCommand>> jobCommands() {
    return AvroCodec.ofEnvelope(CommandEnvelope.class, JobCommand.class, history("job-command"));
  }

  /** Events of jobs. */
  public static AvroCodec<RecordedEvent<JobEvent>> jobEvents() {
    return AvroCodec.ofEnvelope(RecordedEvent.class, JobEvent.class, history("job-event"));
  }

  /** Progress reports of jobs. */
  public static AvroCodec<RecordedEvent<JobProgressed>> jobProgress() {
    return AvroCodec.ofEnvelope(RecordedEvent.class, JobProgressed.class, history("job-progress"));
  }

  /** Commands to accounts and names. */
  public static AvroCodec<CommandEnvelope<AccountCommand>> accountCommands() {
    return AvroCodec.ofEnvelope(
        CommandEnvelope.class, AccountCommand.class, history("account-command"));
  }

  /** Events of accounts and names. */
  public static AvroCodec<RecordedEvent<AccountEvent>> accountEvents() {
    return AvroCodec.ofEnvelope(RecordedEvent.class, AccountEvent.class, history("account-event"));
  }

  /** The audit trail. */
  public static AvroCodec<RecordedEvent<AuditEvent>> auditEvents() {
    return AvroCodec.ofEnvelope(RecordedEvent.class, AuditEvent.class, history("audit-event"));
  }

  /** Outcomes of commands of every family. */
  public static AvroCodec<Outcome> outcomes() {
    return AvroCodec.of(Outcome.class, history("outcome"));
  }

  private static SchemaHistory history(String name) {
    return SchemaHistory.load(Codecs.class, name);
  }
}
