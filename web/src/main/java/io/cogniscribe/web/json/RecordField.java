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
 * How one component of a record is read.
 *
 * @param name as clients write it
 * @param required whether it must be present and not null
 */
record RecordField(String name, JavaType type, boolean required) {

  /** The value under the parser, or null with an error added. */
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
      // A copy of a structured value is complete: whatever reading it makes of it, the parser
      // itself stands behind it, and the next field can be looked at.
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
      // The parser cannot go on, so what follows is not looked at.
      errors.add(name, "is too long or too deep");
      throw new InvalidFieldsException(parser, errors.all());
    }
    return null;
  }

  /** Jackson also reads times and enums from numbers, and numbers from text such as "NaN". */
  private boolean isWritten(JsonToken token) {
    Class<?> raw = type.getRawClass();
    if (type.isEnumType() || TemporalAccessor.class.isAssignableFrom(raw)) {
      return token == JsonToken.VALUE_STRING;
    }
    boolean number = Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(raw));
    return !number || token.isNumeric();
  }
}
