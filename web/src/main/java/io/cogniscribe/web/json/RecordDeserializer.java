package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.ProblemException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a record and reports every field that is unknown, duplicate, missing, null or of a wrong
 * type. Jackson's own deserializer stops at the first error and accepts most of these. If the
 * record's constructor throws, the error concerns the value as a whole ({@link
 * IllegalArgumentException}) or the fields that it names ({@link ProblemException}).
 */
final class RecordDeserializer extends StdDeserializer<Object> {

  private final JavaType type;
  private final Constructor<?> constructor;
  private final List<RecordField> fields;
  private final Map<String, Integer> indexByName = new HashMap<>();
  private final ValueDeserializer<Object>[] deserializers;

  @SuppressWarnings({
    "unchecked",
    "rawtypes"
  }) // Java cannot create an array of a generic type directly.
  RecordDeserializer(JavaType type, Constructor<?> constructor, List<RecordField> fields) {
    super(type);
    this.type = type;
    this.constructor = constructor;
    this.fields = fields;
    this.deserializers = new ValueDeserializer[fields.size()];
    for (int index = 0; index < fields.size(); index++) {
      indexByName.put(fields.get(index).name(), index);
    }
  }

  /** Resolved after construction, because records can contain themselves. */
  @Override
  public void resolve(DeserializationContext context) {
    for (int index = 0; index < deserializers.length; index++) {
      deserializers[index] = context.findRootValueDeserializer(fields.get(index).type());
    }
  }

  @Override
  public boolean isCachable() {
    return true;
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      parser.nextToken();
    } else if (!isInsideObject(parser)) {
      return context.handleUnexpectedToken(type, parser);
    }
    FieldErrors errors = new FieldErrors();
    @Nullable Object[] values = values(parser, context, errors);
    if (!errors.isEmpty()) {
      throw new InvalidFieldsException(parser, errors.all());
    }
    return construct(parser, values);
  }

  /** Returns whether the parser is behind the property that selected the record's type. */
  private static boolean isInsideObject(JsonParser parser) {
    return parser.hasToken(JsonToken.PROPERTY_NAME) || parser.hasToken(JsonToken.END_OBJECT);
  }

  private @Nullable Object[] values(
      JsonParser parser, DeserializationContext context, FieldErrors errors) {
    @Nullable Object[] values = new Object[fields.size()];
    boolean[] seen = new boolean[fields.size()];
    for (; parser.hasToken(JsonToken.PROPERTY_NAME); parser.nextToken()) {
      String name = parser.currentName();
      parser.nextToken();
      Integer index = indexByName.get(name);
      if (index == null) {
        errors.add(name, "is unknown");
        parser.skipChildren();
      } else if (seen[index]) {
        errors.add(name, "must not be given twice");
        parser.skipChildren();
      } else {
        seen[index] = true;
        values[index] = fields.get(index).read(parser, context, deserializers[index], errors);
      }
    }
    for (int index = 0; index < seen.length; index++) {
      if (!seen[index] && fields.get(index).required()) {
        errors.add(fields.get(index).name(), "is required");
      }
    }
    return values;
  }

  private Object construct(JsonParser parser, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw switch (refused.getCause()) {
        case ProblemException problem when !problem.errors().isEmpty() ->
            new InvalidFieldsException(parser, problem.errors());
        case IllegalArgumentException wrong ->
            InvalidFieldsException.ofValue(parser, String.valueOf(wrong.getMessage()));
        case RuntimeException fault -> fault;
        case null, default -> new IllegalStateException(refused.getCause());
      };
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
