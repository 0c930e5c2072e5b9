package io.cogniscribe.replay.deadletter;

import io.cogniscribe.message.CommandEnvelope;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The command of a dead letter, as far as it still exists. */
public sealed interface Original {

  /**
   * A complete command that can be sent again.
   *
   * @param topic the topic of commands that it is sent to
   * @param signature the proof of its actor; null when it had none
   * @param command the value as this version decodes it
   */
  record Found(
      String topic, Bytes key, Bytes value, @Nullable Bytes signature, CommandEnvelope<?> command)
      implements Original {}

  /**
   * A command that cannot be sent again.
   *
   * @param code for programs
   * @param reason for people, as a sentence without a full stop
   */
  record Refused(String code, String reason) implements Original {}
}
