package io.cogniscribe.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Binds an enum to its symbols, which are the constants' names. */
final class EnumBinding implements Binding {

  private final Map<String, Object> constants = new HashMap<>();
  private final Map<Object, GenericData.EnumSymbol> symbols = new HashMap<>();

  EnumBinding(Class<?> type, Schema schema) {
    for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
      String name = ((Enum<?>) constant).name();
      constants.put(name, constant);
      symbols.put(constant, new GenericData.EnumSymbol(schema, name));
    }
  }

  @Override
  public @Nullable Object toAvro(@Nullable Object value) {
    return symbols.get(Objects.requireNonNull(value));
  }

  @Override
  public @Nullable Object toJava(@Nullable Object value) {
    return constants.get(Objects.requireNonNull(value).toString());
  }
}
