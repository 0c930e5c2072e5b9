package io.cogniscribe.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Binds Java types to Avro schemas once, when a codec is made: records by component name ({@code
 * fileSizeBytes} is {@code file_size_bytes}), sealed interfaces to unions by their variants' {@link
 * io.cogniscribe.message.WireName}. A mismatch fails here, at start, and not at the first message.
 */
final class Bindings {

  private final Class<?> payload;

  private Bindings(Class<?> payload) {
    this.payload = payload;
  }

  /** Returns the binding of {@code type}, whose type parameter, if any, is {@code payload}. */
  static Binding of(Class<?> type, Class<?> payload, Schema schema) {
    return new Bindings(payload).bind(type, schema);
  }

  Binding bind(Type type, Schema schema) {
    if (type instanceof TypeVariable<?>) {
      return bind(payload, schema);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      demand(schema.getType() == Schema.Type.ARRAY, type, schema);
      return new ListBinding(
          schema, bind(list.getActualTypeArguments()[0], schema.getElementType()));
    }
    if (!(type instanceof Class<?> javaType)) {
      throw mismatch(type, schema);
    }
    if (javaType.isSealed()) {
      return UnionBinding.of(javaType, schema, this);
    }
    return schema.isUnion() ? nullable(javaType, schema) : bindClass(javaType, schema);
  }

  private Binding nullable(Class<?> type, Schema schema) {
    demand(schema.isNullable() && schema.getTypes().size() == 2, type, schema);
    Schema present =
        schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).findFirst().get();
    Binding binding = bindClass(type, present);
    return new Binding() {
      @Override
      public @Nullable Object toAvro(@Nullable Object value) {
        return value == null ? null : binding.toAvro(value);
      }

      @Override
      public @Nullable Object toJava(@Nullable Object value) {
        return value == null ? null : binding.toJava(value);
      }
    };
  }

  private Binding bindClass(Class<?> type, Schema schema) {
    if (type.isRecord()) {
      return RecordBinding.of(type, schema, this);
    }
    if (type.isEnum()) {
      demand(schema.getEnumSymbols().equals(names(type)), type, schema);
      return new EnumBinding(type, schema);
    }
    Schema.Type avro = schema.getType();
    if (type == String.class && PersonalBinding.fits(schema)) {
      return new PersonalBinding(schema);
    }
    if (type == String.class && avro == Schema.Type.STRING) {
      return ScalarBinding.TEXT;
    }
    if (type == UUID.class && avro == Schema.Type.STRING) {
      return ScalarBinding.ID;
    }
    if (type == Instant.class && avro == Schema.Type.LONG) {
      return ScalarBinding.TIME;
    }
    demand(
        switch (avro) {
          case LONG -> type == long.class || type == Long.class;
          case INT -> type == int.class || type == Integer.class;
          case DOUBLE -> type == double.class || type == Double.class;
          case BOOLEAN -> type == boolean.class || type == Boolean.class;
          default -> false;
        },
        type,
        schema);
    return ScalarBinding.SAME;
  }

  private static List<String> names(Class<?> enumType) {
    return Arrays.stream(Objects.requireNonNull(enumType.getEnumConstants()))
        .map(constant -> ((Enum<?>) constant).name())
        .toList();
  }

  private static void demand(boolean fits, Type type, Schema schema) {
    if (!fits) {
      throw mismatch(type, schema);
    }
  }

  static IllegalStateException mismatch(Type type, Schema schema) {
    return new IllegalStateException(type.getTypeName() + " does not fit the schema " + schema);
  }
}
