package io.cogniscribe.wire;

import io.cogniscribe.message.WireName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Binds a sealed interface to a union: each permitted record is the branch of its {@link WireName}.
 */
final class UnionBinding implements Binding {

  private final Map<Class<?>, Binding> byType = new HashMap<>();
  private final Map<String, Binding> byName = new HashMap<>();

  private UnionBinding() {}

  static UnionBinding of(Class<?> type, Schema schema, Bindings bindings) {
    UnionBinding union = new UnionBinding();
    Class<?>[] permitted = Objects.requireNonNull(type.getPermittedSubclasses());
    if (!schema.isUnion() || schema.getTypes().size() != permitted.length) {
      throw Bindings.mismatch(type, schema);
    }
    for (Class<?> variant : permitted) {
      String name = WireName.Names.of(variant);
      Schema branch =
          schema.getTypes().stream()
              .filter(each -> each.getName().equals(name))
              .findFirst()
              .orElseThrow(() -> Bindings.mismatch(variant, schema));
      Binding binding = bindings.bind(variant, branch);
      union.byType.put(variant, binding);
      if (union.byName.put(name, binding) != null) {
        throw Bindings.mismatch(variant, schema);
      }
    }
    return union;
  }

  @Override
  public @Nullable Object toAvro(@Nullable Object value) {
    Class<?> variant = Objects.requireNonNull(value).getClass();
    return Objects.requireNonNull(byType.get(variant)).toAvro(value);
  }

  @Override
  public @Nullable Object toJava(@Nullable Object value) {
    GenericRecord source = (GenericRecord) Objects.requireNonNull(value);
    return Objects.requireNonNull(byName.get(source.getSchema().getName())).toJava(source);
  }
}
