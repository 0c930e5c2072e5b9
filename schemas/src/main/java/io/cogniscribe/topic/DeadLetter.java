package io.cogniscribe.topic;

import io.cogniscribe.message.CommandPosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A command that was not decided, as stored in {@code commands.dead-letters}: its position, the
 * reason, and the part of the command that always fits into one record.
 *
 * <p>The record on Kafka has the headers {@code topic}, {@code partition}, {@code offset}, {@code
 * code}, {@code error}, {@code sha256}, {@code size} and {@code actor-signature}; its key is {@code
 * key} and its value is {@code value}. No other header of the command is kept. Dead letters of
 * older versions have no {@code code}, {@code sha256} and {@code size}, and the whole value.
 *
 * @param position the position of the command
 * @param code a stable code for programs: {@code wrong_partition}, {@code too_large}, ...
 * @param error the reason for people, at most {@value #MAX_ERROR_LENGTH} characters
 * @param sha256 the digest of the command's whole value in lower-case hex; null when the value was
 *     never read
 * @param size the bytes of the command's whole value; null when the value was never read
 * @param signature the command's only {@code actor-signature} header, when it has at most {@value
 *     #MAX_SIGNATURE_BYTES} bytes; null otherwise
 * @param key the command's key, when it has at most {@value #MAX_KEY_BYTES} bytes; null otherwise
 * @param value the first {@value #MAX_VALUE_BYTES} bytes of the command's value; null when it had
 *     none, or was never read
 */
public record DeadLetter(
    CommandPosition position,
    String code,
    String error,
    @Nullable String sha256,
    @Nullable Long size,
    @Nullable Bytes signature,
    @Nullable Bytes key,
    @Nullable Bytes value) {

  /** The header that proves a command's actor; it is needed to send the command again. */
  public static final String SIGNATURE_HEADER = "actor-signature";

  /** The code of dead letters from versions without codes. */
  public static final String UNKNOWN_CODE = "unknown";

  public static final int MAX_ERROR_LENGTH = 500;
  public static final int MAX_SIGNATURE_BYTES = 200;
  public static final int MAX_KEY_BYTES = 64;
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";
  private static final String CODE = "code";
  private static final String ERROR = "error";
  private static final String SHA256 = "sha256";
  private static final String SIZE = "size";

  /** Returns the dead letter of a command that was read. */
  public static DeadLetter of(
      CommandPosition position,
      String code,
      String error,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    byte[] whole = value == null ? new byte[0] : value;
    return new DeadLetter(
        position,
        code,
        bounded(error),
        Sha256.hex(whole),
        (long) whole.length,
        signature(headers),
        key == null || key.length > MAX_KEY_BYTES ? null : Bytes.wrap(key),
        value == null
            ? null
            : Bytes.wrap(Arrays.copyOf(whole, Math.min(whole.length, MAX_VALUE_BYTES))));
  }

  /**
   * Returns the dead letter of a command that was too large to be read. It has only the position.
   */
  public static DeadLetter unread(CommandPosition position, String code, String error) {
    return new DeadLetter(position, code, bounded(error), null, null, null, null, null);
  }

  /**
   * Returns the dead letter in a record of {@code commands.dead-letters}, of this version or an
   * older one; empty when the record has no position of a command.
   */
  public static Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    return position(headers)
        .map(position -> {
          byte[] value = record.value();
          boolean isOld = headers.lastHeader(CODE) == null;
          byte[] whole = value == null ? new byte[0] : value;
          return new DeadLetter(
              position,
              text(headers, CODE).orElse(UNKNOWN_CODE),
              bounded(text(headers, ERROR).orElse("")),
              isOld ? Sha256.hex(whole) : text(headers, SHA256).orElse(null),
              isOld
                  ? Long.valueOf(whole.length)
                  : text(headers, SIZE).flatMap(DeadLetter::number).orElse(null),
              signature(headers),
              Bytes.wrap(record.key()),
              Bytes.wrap(value));
        });
  }

  /** Returns the headers of this dead letter's record. */
  public Headers headers() {
    Headers headers = new RecordHeaders();
    add(headers, TOPIC, position.topic());
    add(headers, PARTITION, String.valueOf(position.partition()));
    add(headers, OFFSET, String.valueOf(position.offset()));
    add(headers, CODE, code);
    add(headers, ERROR, error);
    if (sha256 != null) {
      add(headers, SHA256, sha256);
    }
    if (size != null) {
      add(headers, SIZE, String.valueOf(size));
    }
    if (signature != null) {
      headers.add(SIGNATURE_HEADER, signature.get());
    }
    return headers;
  }

  /** Returns whether key and value are complete, so that the command can be sent again. */
  public boolean isWhole() {
    return key != null && value != null && size != null && size == value.get().length;
  }

  private static Optional<CommandPosition> position(Headers headers) {
    Optional<String> topic = text(headers, TOPIC);
    Optional<Long> partition = text(headers, PARTITION).flatMap(DeadLetter::number);
    Optional<Long> offset = text(headers, OFFSET).flatMap(DeadLetter::number);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new CommandPosition(topic.get(), partition.get().intValue(), offset.get()));
  }

  private static @Nullable Bytes signature(Headers headers) {
    Iterator<Header> found = headers.headers(SIGNATURE_HEADER).iterator();
    if (!found.hasNext()) {
      return null;
    }
    byte[] first = found.next().value();
    boolean isKept = first != null && first.length <= MAX_SIGNATURE_BYTES && !found.hasNext();
    return isKept ? Bytes.wrap(first) : null;
  }

  private static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notNumeric) {
      return Optional.empty();
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String bounded(String error) {
    return error.substring(0, Math.min(error.length(), MAX_ERROR_LENGTH));
  }
}
