package io.cogniscribe.replay.archive;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes the records of deciders, and finds the commands that caused them. */
public final class Causes {

  private Causes() {}

  /**
   * Returns the event in a record; empty when its topic has no events.
   *
   * @throws WireException when it cannot be decoded
   */
  public static Optional<RecordedEvent<?>> event(ConsumerRecord<byte[], byte[]> record) {
    return switch (record.topic()) {
      case Topics.JOB_EVENTS -> Optional.of(Codecs.jobEvents().decode(record.value()));
      case Topics.JOB_PROGRESS -> Optional.of(Codecs.jobProgress().decode(record.value()));
      case Topics.ACCOUNT_EVENTS -> Optional.of(Codecs.accountEvents().decode(record.value()));
      case Topics.AUDIT_EVENTS -> Optional.of(Codecs.auditEvents().decode(record.value()));
      default -> Optional.empty();
    };
  }

  /**
   * Returns the position of the command that caused a record; empty when its topic has no such
   * position.
   *
   * @throws WireException when it cannot be decoded
   */
  static Optional<CommandPosition> of(ConsumerRecord<byte[], byte[]> record) {
    return switch (record.topic()) {
      case Topics.JOB_OUTCOMES, Topics.ACCOUNT_OUTCOMES ->
          Optional.of(Codecs.outcomes().decode(record.value()).position());
      default -> event(record).map(RecordedEvent::cause);
    };
  }
}
