package io.cogniscribe.replay.archive;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes the records of deciders, and finds the commands that caused them. Thread-safe. */
final class Causes {

  private final AvroCodec<RecordedEvent<JobEvent>> jobs = Codecs.jobEvents();
  private final AvroCodec<RecordedEvent<JobProgressed>> progress = Codecs.jobProgress();
  private final AvroCodec<RecordedEvent<AccountEvent>> accounts = Codecs.accountEvents();
  private final AvroCodec<RecordedEvent<AuditEvent>> audits = Codecs.auditEvents();
  private final AvroCodec<Outcome> outcomes = Codecs.outcomes();

  /**
   * Returns the event in a record; empty when its topic has no events.
   *
   * @throws WireException when it cannot be decoded
   */
  Optional<RecordedEvent<?>> event(ConsumerRecord<byte[], byte[]> record) {
    return switch (record.topic()) {
      case Topics.JOB_EVENTS -> Optional.of(jobs.decode(record.value()));
      case Topics.JOB_PROGRESS -> Optional.of(progress.decode(record.value()));
      case Topics.ACCOUNT_EVENTS -> Optional.of(accounts.decode(record.value()));
      case Topics.AUDIT_EVENTS -> Optional.of(audits.decode(record.value()));
      default -> Optional.empty();
    };
  }

  /**
   * Returns the position of the command that caused a record; empty when its topic has no such
   * position.
   *
   * @throws WireException when it cannot be decoded
   */
  Optional<CommandPosition> of(ConsumerRecord<byte[], byte[]> record) {
    return switch (record.topic()) {
      case Topics.JOB_OUTCOMES, Topics.ACCOUNT_OUTCOMES ->
          Optional.of(outcomes.decode(record.value()).position());
      default -> event(record).map(RecordedEvent::cause);
    };
  }
}
