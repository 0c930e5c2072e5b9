package io.cogniscribe.projections.engine;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic that a projection reads, with the decoder of its records.
 *
 * @param <E> the part of an event that the projection uses
 * @param keptForEver whether the topic never deletes a record
 * @param decoder decodes a record; a record with any error becomes a {@link Decoded.Poison}
 */
public record Source<E>(
    String topic,
    boolean keptForEver,
    Function<ConsumerRecord<byte[], byte[]>, Decoded<E>> decoder) {

  /**
   * Returns a source for the events of an aggregate type, of which none may be missed.
   *
   * @param commandTopic the topic of the aggregate type's commands, whose offsets are the
   *     consistency tokens
   * @param take extracts the part of an event that the projection uses; throws {@link
   *     UnstorableException} for an event that cannot be stored
   */
  public static <P, E> Source<E> log(
      String topic,
      String commandTopic,
      AvroCodec<RecordedEvent<P>> codec,
      Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, true, new Decoder<>(codec, take, commandTopic, true)::decode);
  }

  /**
   * Returns a source for the audit log, which serves several aggregate types. Each event there is a
   * stream of its own, keyed by the aggregate that it concerns.
   */
  public static <P, E> Source<E> auditLog(
      String topic, AvroCodec<RecordedEvent<P>> codec, Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, true, new Decoder<>(codec, take, null, false)::decode);
  }

  /** Returns a source for reports that expire. Reports that expired unread are ignored. */
  public static <P, E> Source<E> reports(
      String topic, AvroCodec<RecordedEvent<P>> codec, Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, false, new Decoder<>(codec, take, null, true)::decode);
  }

  /** Decodes a record. */
  public Decoded<E> decode(ConsumerRecord<byte[], byte[]> record) {
    return decoder.apply(record);
  }
}
