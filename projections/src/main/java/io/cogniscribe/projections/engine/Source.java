package io.cogniscribe.projections.engine;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.AvroCodec;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic that a projection reads, and what it takes from each record there.
 *
 * @param <E> what the projection takes from an event
 */
public final class Source<E> {

  private final String topic;
  private final boolean keptForEver;
  private final Function<ConsumerRecord<byte[], byte[]>, Decoded<E>> decoder;

  private Source(
      String topic,
      boolean keptForEver,
      Function<ConsumerRecord<byte[], byte[]>, Decoded<E>> decoder) {
    this.topic = topic;
    this.keptForEver = keptForEver;
    this.decoder = decoder;
  }

  /**
   * A topic of the log, an aggregate type's events: none may be missed.
   *
   * @param commandTopic the aggregate type's commands, whose offsets are the consistency tokens
   * @param take what the projection takes from an event; it throws {@link UnstorableException} for
   *     an event that it could not store
   */
  public static <P, E> Source<E> log(
      String topic,
      String commandTopic,
      AvroCodec<RecordedEvent<P>> codec,
      Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, true, new Decoder<>(codec, take, commandTopic, true)::decode);
  }

  /**
   * A topic of the log that serves several aggregate types: each event there is a stream of its
   * own, keyed by the aggregate that it concerns.
   */
  public static <P, E> Source<E> auditLog(
      String topic, AvroCodec<RecordedEvent<P>> codec, Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, true, new Decoder<>(codec, take, null, false)::decode);
  }

  /** A topic of reports that expire; those that expired unread are of no interest. */
  public static <P, E> Source<E> reports(
      String topic, AvroCodec<RecordedEvent<P>> codec, Function<RecordedEvent<P>, E> take) {
    return new Source<>(topic, false, new Decoder<>(codec, take, null, true)::decode);
  }

  /** The topic's name. */
  public String topic() {
    return topic;
  }

  /** Whether every record of the topic is still to be had, for ever. */
  public boolean keptForEver() {
    return keptForEver;
  }

  /** Reads a record; whatever is wrong with it becomes a {@link Decoded.Poison}. */
  public Decoded<E> decode(ConsumerRecord<byte[], byte[]> record) {
    return decoder.apply(record);
  }
}
