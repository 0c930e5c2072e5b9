package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decider's outgoing message into a record of the aggregate type's outgoing messages topic.
 */
public interface MessageWriter<C, N> {

  /**
   * A record about to be written.
   *
   * @param key the aggregate that it is for
   * @param signature proves the actor of a command; null where the record is none
   */
  record OutgoingMessage(UUID key, Bytes value, @Nullable Bytes signature) {}

  /**
   * The record of an outgoing message.
   *
   * @param index tells the outgoing messages of one command apart
   */
  OutgoingMessage write(
      N message,
      int index,
      CommandEnvelope<C> command,
      CommandPosition position,
      Instant recordedAt);
}
