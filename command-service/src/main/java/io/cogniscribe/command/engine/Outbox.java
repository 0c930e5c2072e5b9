package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.topic.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where a decision leaves the decider. Everything that is written for one command is committed in
 * one transaction with the command's offset and the changed state.
 */
record Outbox(ProcessorContext<byte[], byte[]> context, String family) {

  /** Tells a waiting edge which request an outcome answers; travels from command to outcome. */
  static final String REPLY_HEADER = "reply-to";

  /** Edges take an outcome that answers nobody for a fault, so it answers somebody unknown. */
  private static final byte[] NOBODY = {0};

  static final String AUDIT_SINK = "audit-events";
  static final String DEAD_LETTER_SINK = "dead-letters";

  void event(UUID aggregateId, byte[] event, Instant at) {
    forward(family + "-events", aggregateId, event, at, new RecordHeaders());
  }

  void audit(UUID aggregateId, byte[] event, Instant at) {
    forward(AUDIT_SINK, aggregateId, event, at, new RecordHeaders());
  }

  void notice(NoticeWriter.Notice notice, Instant at, Headers cause) {
    forward(family + "-notices", notice.key(), notice.value().get(), at, replyHeader(cause));
  }

  void outcome(UUID aggregateId, byte[] outcome, Instant at, Headers cause) {
    forward(family + "-outcomes", aggregateId, outcome, at, replyHeader(cause));
  }

  /** Sets a command aside as it is, with where it stood and why it cannot be decided. */
  void deadLetter(Record<byte[], byte[]> command, CommandPosition position, String reason) {
    Headers headers = new RecordHeaders();
    headers.add("topic", utf8(position.topic()));
    headers.add("partition", utf8(String.valueOf(position.partition())));
    headers.add("offset", utf8(String.valueOf(position.offset())));
    headers.add("error", utf8(reason.length() > 500 ? reason.substring(0, 500) : reason));
    context.forward(command.withHeaders(headers), DEAD_LETTER_SINK);
  }

  private void forward(String sink, UUID key, byte[] value, Instant at, Headers headers) {
    context.forward(new Record<>(Keys.of(key), value, at.toEpochMilli(), headers), sink);
  }

  private static Headers replyHeader(Headers cause) {
    Headers headers = new RecordHeaders();
    cause.headers(REPLY_HEADER).forEach(headers::add);
    if (headers.lastHeader(REPLY_HEADER) == null) {
      headers.add(REPLY_HEADER, NOBODY);
    }
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
