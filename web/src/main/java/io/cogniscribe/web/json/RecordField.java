package io.cogniscribe.web.json;

import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads one component of a record.
 *
 * @param name as clients write it
 * @param required whether it must be present and not null
 */
record RecordField(String name, JavaType type, boolean required) {

  /** Returns the value at the parser, or null after it has added an error. */
  @Nullable Object read(
      JsonParser parser,
      DeserializationContext context,
      ValueDeserializer<Object> deserializer,
      FieldErrors errors) {
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      if (required) {
        errors.add(name, "must not be null");
      }
      return null;
    }
    try {
      // Reads a structured value from a complete copy: the parser has then passed the value and can
      // read the next field, even if this one fails.
      JsonParser value =
          parser.currentToken().isScalarValue()
              ? parser
              : context.bufferAsCopyOfValue(parser).asParserOnFirstToken(context);
      if (isWritten(value.currentToken())) {
        return deserializer.deserialize(value, context);
      }
      errors.add(name, Expectation.of(type.getRawClass()));
    } catch (MismatchedInputException | InputCoercionException mismatch) {
      errors.add(name, mismatch, type.getRawClass());
    } catch (StreamConstraintsException tooMuch) {
      // The parser cannot continue, so the fields that follow are not checked.
      errors.add(name, "is too long or too deep");
      throw new InvalidFieldsException(parser, errors.all());
    }
    return null;
  }

  /**
   * Returns whether the token has the type's JSON form. Jackson also reads times and enums from
   * numbers, and numbers from text such as "NaN".
   */
  private boolean isWritten(JsonToken token) {
    Class<?> raw = type.getRawClass();
    if (type.isEnumType() || TemporalAccessor.class.isAssignableFrom(raw)) {
      return token == JsonToken.VALUE_STRING;
    }
    boolean number = Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(raw));
    return !number || token.isNumeric();
  }
}
