package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Record;

/** Reads commands, and refuses those that no decider may decide. */
record CommandReader<C>(AvroCodec<CommandEnvelope<C>> codec) {

  // Both are copied to every event and outcome: without a bound an accepted command could cause an
  // event that is larger than a record may be.
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + Actor.MAX_ID_LENGTH + "}");

  /**
   * The command in a record.
   *
   * @throws WireException when it cannot be decoded, or is not where its aggregate's commands are:
   *     two deciders for one aggregate would break the log
   */
  CommandEnvelope<C> read(Record<byte[], byte[]> record, int partition) {
    UUID key =
        Keys.parse(record.key())
            .orElseThrow(() -> new WireException("the key is not an aggregate's id"));
    if (Keys.partition(record.key()) != partition) {
      throw new WireException(
          "the record is not on its key's partition, which is %d: set the murmur2 partitioner"
              .formatted(Keys.partition(record.key())));
    }
    CommandEnvelope<C> command = codec.decode(record.value());
    if (!command.aggregateId().equals(key)) {
      throw new WireException("the key is not the command's aggregate id");
    }
    if (!VISIBLE.matcher(command.actor().id()).matches()
        || (command.fingerprint() != null && !VISIBLE.matcher(command.fingerprint()).matches())) {
      throw new WireException("actor id and fingerprint must be 1-100 visible ASCII characters");
    }
    if (command.actor().kind() == ActorKind.USER && !isId(command.actor().id())) {
      throw new WireException("the actor's kind is user, but his id is no user's id");
    }
    return command;
  }

  private static boolean isId(String text) {
    return Keys.parse(text.getBytes(StandardCharsets.UTF_8)).isPresent();
  }
}
