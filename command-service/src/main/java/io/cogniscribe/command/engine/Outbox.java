package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.wire.ActorSignatures;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of a decision. All records of one command are committed in one transaction
 * with the command's offset and the changed state.
 */
record Outbox(ProcessorContext<byte[], byte[]> context, String aggregateType) {

  /**
   * The header that identifies the request that waits for the outcome. It is copied from command to
   * outcome.
   */
  static final String REPLY_HEADER = "reply-to";

  /** The length of the reply-to header that the edge writes, in bytes. */
  private static final int REPLY_BYTES = 16;

  /**
   * The reply-to header of outcomes without a waiting request. The edge reports an outcome without
   * the header as an error.
   */
  private static final byte[] NOBODY = {0};

  static final String AUDIT_SINK = "audit-events";
  static final String DEAD_LETTER_SINK = "dead-letters";

  /** A record and its sink. */
  record Outgoing(String sink, Record<byte[], byte[]> record) {}

  Outgoing event(byte[] event, Cause<?> cause) {
    UUID key = cause.command().aggregateId();
    return outgoing(aggregateType + "-events", key, event, cause, new RecordHeaders());
  }

  Outgoing audit(byte[] event, Cause<?> cause) {
    return outgoing(AUDIT_SINK, cause.command().aggregateId(), event, cause, new RecordHeaders());
  }

  Outgoing message(MessageWriter.OutgoingMessage message, Cause<?> cause) {
    Headers headers = replyHeader(cause.headers());
    Bytes signature = message.signature();
    if (signature != null) {
      headers.add(ActorSignatures.HEADER, signature.get());
    }
    return outgoing(
        aggregateType + "-notices", message.key(), message.value().get(), cause, headers);
  }

  Outgoing outcome(UUID aggregateId, byte[] outcome, Cause<?> cause) {
    Headers headers = replyHeader(cause.headers());
    return outgoing(aggregateType + "-outcomes", aggregateId, outcome, cause, headers);
  }

  /**
   * Returns the dead letter of a command with its position and the reason. It fits into a record
   * for any command.
   */
  Outgoing deadLetter(
      Record<byte[], byte[]> command, CommandPosition position, String code, String error) {
    DeadLetter letter =
        DeadLetter.of(position, code, error, command.key(), command.value(), command.headers());
    return new Outgoing(
        DEAD_LETTER_SINK,
        new Record<>(
            bytes(letter.key()), bytes(letter.value()), noLater(command), letter.headers()));
  }

  /** Returns a record that the consumer has turned into a dead letter, without its mark. */
  Outgoing deadLetter(Record<byte[], byte[]> marked) {
    Headers headers = new RecordHeaders(marked.headers()).remove(BoundedCommand.IS_DEAD_LETTER);
    return new Outgoing(
        DEAD_LETTER_SINK, marked.withHeaders(headers).withTimestamp(noLater(marked)));
  }

  /**
   * Returns the command's timestamp, at most the current time: the broker's clock may have jumped,
   * and brokers refuse timestamps far in the future.
   */
  private long noLater(Record<byte[], byte[]> command) {
    return Math.min(command.timestamp(), context.currentSystemTimeMs());
  }

  /**
   * Returns a command to an aggregate of any type; its key may differ from the key of the cause.
   */
  Outgoing command(String topic, byte[] key, byte[] value, Instant at, Headers headers) {
    return new Outgoing(commandSink(topic), new Record<>(key, value, at.toEpochMilli(), headers));
  }

  /** Returns the name of the sink of a commands topic. */
  static String commandSink(String topic) {
    return "to-" + topic;
  }

  void send(Outgoing outgoing) {
    context.forward(outgoing.record(), outgoing.sink());
  }

  private static Outgoing outgoing(
      String sink, UUID key, byte[] value, Cause<?> cause, Headers headers) {
    long at = cause.timestamp().toEpochMilli();
    return new Outgoing(sink, new Record<>(Keys.of(key), value, at, headers));
  }

  /**
   * Returns the reply-to header of the cause if it has the edge's format. Other headers could be of
   * any size and number.
   */
  static Headers replyHeader(Headers cause) {
    Iterator<Header> found = cause.headers(REPLY_HEADER).iterator();
    byte[] first = found.hasNext() ? found.next().value() : null;
    boolean isOfAnEdge = first != null && first.length == REPLY_BYTES && !found.hasNext();
    return new RecordHeaders().add(REPLY_HEADER, isOfAnEdge ? first : NOBODY);
  }

  private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.get();
  }
}
