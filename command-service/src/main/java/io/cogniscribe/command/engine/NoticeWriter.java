package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.CommandPosition;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Turns a decider's notice into a record of the family's notices topic. */
public interface NoticeWriter<C, N> {

  /**
   * A record about to be written.
   *
   * @param key the aggregate that it is for
   * @param signature proves the actor of a command; null where the record is none
   */
  record Notice(UUID key, Bytes value, @Nullable Bytes signature) {}

  /**
   * The record of a notice.
   *
   * @param index tells the notices of one command apart
   */
  Notice write(
      N notice,
      int index,
      CommandEnvelope<C> command,
      CommandPosition position,
      Instant recordedAt);
}
