package io.cogniscribe.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Binds personal data: a text in Java, a record {@code {key_id, value}} on the wire, so that
 * encryption per person can be added later without a breaking schema change. The key id is always
 * empty now, and the value is the text in UTF-8.
 */
record PersonalBinding(Schema schema) implements Binding {

  private static final String NOT_ENCRYPTED = "";

  static boolean fits(Schema schema) {
    return schema.getType() == Schema.Type.RECORD && schema.getName().equals("Personal");
  }

  @Override
  public Object toAvro(@Nullable Object value) {
    byte[] bytes = Objects.requireNonNull(value).toString().getBytes(StandardCharsets.UTF_8);
    GenericRecord personal = new GenericData.Record(schema);
    personal.put("key_id", NOT_ENCRYPTED);
    personal.put("value", ByteBuffer.wrap(bytes));
    return personal;
  }

  @Override
  public Object toJava(@Nullable Object value) {
    GenericRecord personal = (GenericRecord) Objects.requireNonNull(value);
    if (!NOT_ENCRYPTED.contentEquals(personal.get("key_id").toString())) {
      throw new WireException("personal data is encrypted with an unknown key");
    }
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode((ByteBuffer) personal.get("value"));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new WireException("personal data is not UTF-8", e);
    }
  }
}
