package io.cogniscribe.projections.engine;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Sha256;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one topic. A record with any error becomes poison.
 *
 * @param take extracts the part of an event that the projection uses
 * @param commandTopic the topic of the aggregate type's commands; null when the topic has no single
 *     aggregate type
 * @param keyedByStream whether a record's key must be the id of its event's stream
 */
record Decoder<P, E>(
    AvroCodec<RecordedEvent<P>> codec,
    Function<RecordedEvent<P>, E> take,
    @Nullable String commandTopic,
    boolean keyedByStream) {

  private static final int FINGERPRINT_START = 2;
  private static final int HEADER_BYTES = 10;
  private static final int DIGEST_DIGITS = 32;

  Decoded<E> decode(ConsumerRecord<byte[], byte[]> record) {
    Coordinates at =
        new Coordinates(new TopicPartition(record.topic(), record.partition()), record.offset());
    Optional<UUID> key = Keys.parse(record.key());
    if (key.isEmpty()) {
      return poison(record, at, digest(record.key()), "the key is not an id");
    }
    String streamKey = key.get().toString();
    try {
      RecordedEvent<P> event = codec.decode(record.value());
      if (keyedByStream && !event.streamId().equals(key.get())) {
        return poison(record, at, streamKey, "the key is not the id of the event's stream");
      }
      long cause = causeOffset(event.cause(), record.partition());
      return new Decoded.Event<>(at, streamKey, cause, take.apply(event));
    } catch (WireException | UnstorableException e) {
      return poison(record, at, streamKey, String.valueOf(e.getMessage()));
    } catch (RuntimeException fault) {
      return poison(record, at, streamKey, Faults.describe(fault));
    }
  }

  /**
   * Returns a digest of the key, because an invalid key may be long, unprintable or personal data.
   */
  private static String digest(byte @Nullable [] key) {
    return Sha256.hex(key == null ? new byte[0] : key).substring(0, DIGEST_DIGITS);
  }

  private static <E> Decoded<E> poison(
      ConsumerRecord<byte[], byte[]> record, Coordinates at, String streamKey, String error) {
    return new Decoded.Poison<>(at, streamKey, error, fingerprint(record.value()));
  }

  private long causeOffset(CommandPosition cause, int partition) {
    return cause.topic().equals(commandTopic) && cause.partition() == partition
        ? cause.offset()
        : Decoded.NO_CAUSE;
  }

  /** Returns the schema fingerprint of a value in Avro single-object encoding. */
  private static @Nullable String fingerprint(byte @Nullable [] value) {
    if (value == null
        || value.length < HEADER_BYTES
        || value[0] != (byte) 0xC3
        || value[1] != (byte) 0x01) {
      return null;
    }
    long fingerprint =
        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(FINGERPRINT_START);
    return HexFormat.of().toHexDigits(fingerprint);
  }
}
