package io.cogniscribe.replay.deadletter;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import io.cogniscribe.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commands of dead letters: in the command topic by their position, or in the letter when
 * they have expired there. Used by one thread.
 */
public final class Originals implements AutoCloseable {

  private final RecordReader reader;

  public Originals(KafkaSource kafka) {
    this.reader = RecordReader.oneByOne(kafka);
  }

  /**
   * Returns the command of a letter.
   *
   * @throws KafkaException when Kafka does not answer
   */
  public Original find(DeadLetterLog.Stored stored) {
    DeadLetter letter = stored.letter();
    Long size = letter.size();
    if (size == null || size > Topics.MAX_RECORD_BYTES) {
      // A command of this size may not fit into memory.
      return new Original.Refused("not_whole", "the command is too large to be decided");
    }
    String topic = letter.position().topic();
    return read(stored.id())
        .filter(record -> isOf(letter, record))
        .map(record -> checked(topic, record.key(), record.value(), letter))
        .orElseGet(() -> fromLetter(topic, letter));
  }

  private Optional<ConsumerRecord<byte[], byte[]>> read(Coordinates at) {
    return reader.read(at.partition(), List.of(at.offset()), 1).records().stream().findFirst();
  }

  /**
   * Returns whether a record would become this letter: digest, size, key and signature are equal.
   */
  private static boolean isOf(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
    return DeadLetter.of(
            letter.position(),
            letter.code(),
            letter.error(),
            record.key(),
            record.value(),
            record.headers())
        .equals(letter);
  }

  private static Original fromLetter(String topic, DeadLetter letter) {
    return letter.isWhole() && letter.key() != null && letter.value() != null
        ? checked(topic, letter.key().get(), letter.value().get(), letter)
        : new Original.Refused(
            "not_whole",
            "the command is no longer in its topic, and the letter holds a part of it");
  }

  private static Original checked(
      String topic, byte @Nullable [] key, byte @Nullable [] value, DeadLetter letter) {
    Optional<UUID> id = Keys.parse(key);
    if (key == null || id.isEmpty()) {
      return new Original.Refused(
          "key_not_canonical",
          "the key %s is not an aggregate's id in 36 lower-case characters".formatted(text(key)));
    }
    CommandEnvelope<?> command;
    try {
      command = decode(topic, value == null ? new byte[0] : value);
    } catch (WireException e) {
      return new Original.Refused(
          "not_decodable", "this version cannot decode the command: " + e.getMessage());
    }
    return value != null && command.aggregateId().equals(id.get())
        ? new Original.Found(topic, Bytes.wrap(key), Bytes.wrap(value), letter.signature(), command)
        : new Original.Refused("key_mismatch", "the key is not the id of the command's aggregate");
  }

  private static CommandEnvelope<?> decode(String topic, byte[] value) {
    return switch (topic) {
      case Topics.JOB_COMMANDS -> Codecs.jobCommands().decode(value);
      case Topics.ACCOUNT_COMMANDS -> Codecs.accountCommands().decode(value);
      default -> throw new WireException(topic + " is no topic of commands");
    };
  }

  private static String text(byte @Nullable [] key) {
    return key == null
        ? "(none)"
        : new String(key, 0, Math.min(key.length, DeadLetter.MAX_KEY_BYTES), StandardCharsets.UTF_8)
            .replaceAll("[^ -~]", "?");
  }

  @Override
  public void close() {
    reader.close();
  }
}
