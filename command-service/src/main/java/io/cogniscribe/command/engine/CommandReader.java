package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Record;

/** Reads commands and refuses those that must not be decided. */
record CommandReader<C>(AvroCodec<CommandEnvelope<C>> codec) {

  // Actor and fingerprint are copied to every event and outcome. Without a limit, an accepted
  // command could cause an event that is too large for the log.
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + Actor.MAX_ID_LENGTH + "}");

  /**
   * Returns the command in a record.
   *
   * @throws WireException when it cannot be decoded
   */
  CommandEnvelope<C> read(Record<byte[], byte[]> record) {
    return codec.decode(record.value());
  }

  /**
   * Returns the reason to refuse a command that could be decoded, or empty. A command must have the
   * key and partition of its aggregate, because two deciders for one aggregate would corrupt its
   * events.
   */
  Optional<Refusal> refusal(
      CommandEnvelope<C> command, Record<byte[], byte[]> record, int partition) {
    Optional<UUID> key = Keys.parse(record.key());
    if (key.isEmpty()) {
      return Optional.of(Refusal.KEY_NOT_CANONICAL);
    }
    if (!key.get().equals(command.aggregateId())) {
      return Optional.of(Refusal.KEY_MISMATCH);
    }
    if (Keys.partition(record.key()) != partition) {
      return Optional.of(Refusal.WRONG_PARTITION);
    }
    return isActorValid(command) ? Optional.empty() : Optional.of(Refusal.ACTOR_INVALID);
  }

  /** Returns whether actor and fingerprint are safe to copy to events and outcomes. */
  static boolean isActorValid(CommandEnvelope<?> command) {
    Actor actor = command.actor();
    String fingerprint = command.fingerprint();
    return VISIBLE.matcher(actor.id()).matches()
        && (fingerprint == null || VISIBLE.matcher(fingerprint).matches())
        && (actor.kind() != ActorKind.USER || isId(actor.id()));
  }

  private static boolean isId(String text) {
    return Keys.parse(text.getBytes(StandardCharsets.UTF_8)).isPresent();
  }
}
