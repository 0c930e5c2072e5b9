package io.cogniscribe.command.engine;

import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Converts a decider's outgoing message into a record of the topic for the aggregate type's
 * outgoing messages.
 */
public interface MessageWriter<C, N> {

  /**
   * A record to be written.
   *
   * @param key the aggregate that receives it
   * @param signature proves the actor of a command; null if the record is not a command
   */
  record OutgoingMessage(UUID key, Bytes value, @Nullable Bytes signature) {}

  /**
   * Returns the record of an outgoing message.
   *
   * @param index the index of the message among the outgoing messages of one command
   */
  OutgoingMessage write(N message, int index, Cause<C> cause);
}
