package io.cogniscribe.wire;

import io.cogniscribe.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one type of message in Avro single-object encoding ({@code C3 01}, the schema's
 * fingerprint, the body), and decodes it. Decodes bytes of every schema version in the history to
 * the current records. Thread-safe.
 */
public final class AvroCodec<T> {

  static {
    AllocationLimits.set();
  }

  private final Class<T> type;
  private final Binding binding;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final BinaryMessageDecoder<GenericRecord> decoder;

  private AvroCodec(Class<T> type, Binding binding, SchemaHistory history) {
    this.type = type;
    this.binding = binding;
    this.encoder = new BinaryMessageEncoder<>(GenericData.get(), history.current());
    SchemaStore.Cache schemas = new SchemaStore.Cache();
    history.versions().forEach(schemas::addSchema);
    this.decoder = new BinaryMessageDecoder<>(GenericData.get(), history.current(), schemas);
  }

  /** Returns a codec of a plain record. */
  public static <T extends Record> AvroCodec<T> of(Class<T> type, SchemaHistory history) {
    return new AvroCodec<>(type, Bindings.of(type, type, history.current()), history);
  }

  /**
   * Returns a codec of an envelope.
   *
   * @param payload the type argument of the envelope
   */
  @SuppressWarnings("unchecked") // A class literal cannot carry the envelope's type argument.
  public static <T> AvroCodec<T> ofEnvelope(
      Class<? super T> envelope, Class<?> payload, SchemaHistory history) {
    Binding binding = Bindings.of(envelope, payload, history.current());
    return new AvroCodec<>((Class<T>) envelope, binding, history);
  }

  /**
   * Encodes a message with the current schema.
   *
   * @throws MessageTooLargeException when the encoded message is larger than {@link
   *     Topics#MAX_RECORD_BYTES}
   */
  public byte[] encode(T message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      encoder.encode((GenericRecord) binding.toAvro(message), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (out.size() > Topics.MAX_RECORD_BYTES) {
      throw new MessageTooLargeException(
          "the message has " + out.size() + " bytes, more than a record may have");
    }
    return out.toByteArray();
  }

  /**
   * Decodes a record's value.
   *
   * @throws ForeignValueException when the value is missing, or not single-object encoded
   * @throws WireException when the value is too large, truncated, or followed by other bytes, has
   *     an unknown schema, or breaks a rule of the Java record
   */
  public T decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new ForeignValueException("the value is null");
    }
    if (bytes.length > Topics.MAX_RECORD_BYTES) {
      throw new WireException("the value has " + bytes.length + " bytes, more than the limit");
    }
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      GenericRecord message = decoder.decode(in, null);
      if (in.available() > 0) {
        throw new WireException("the value is followed by " + in.available() + " unknown bytes");
      }
      return Objects.requireNonNull(type.cast(binding.toJava(message)));
    } catch (WireException e) {
      throw e;
    } catch (BadHeaderException e) {
      throw new ForeignValueException("the value is not in Avro single-object encoding", e);
    } catch (MissingSchemaException e) {
      throw new WireException("the value's schema is unknown: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // Avro and the records throw many kinds of exceptions for invalid bytes. They mean the same
      // to a caller.
      throw new WireException("the value cannot be read: " + e.getMessage(), e);
    }
  }
}
