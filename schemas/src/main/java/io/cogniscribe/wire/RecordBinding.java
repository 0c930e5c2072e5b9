package io.cogniscribe.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Binds a Java record to an Avro record, component by component. */
final class RecordBinding implements Binding {

  private final Schema schema;
  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private final int[] positions;
  private final Binding[] components;

  private RecordBinding(
      Schema schema,
      MethodHandle constructor,
      MethodHandle[] accessors,
      int[] positions,
      Binding[] components) {
    this.schema = schema;
    this.constructor = constructor;
    this.accessors = accessors;
    this.positions = positions;
    this.components = components;
  }

  static RecordBinding of(Class<?> type, Schema schema, Bindings bindings) {
    RecordComponent[] parts = Objects.requireNonNull(type.getRecordComponents());
    if (schema.getType() != Schema.Type.RECORD || schema.getFields().size() != parts.length) {
      throw Bindings.mismatch(type, schema);
    }
    MethodHandle[] accessors = new MethodHandle[parts.length];
    int[] positions = new int[parts.length];
    Binding[] components = new Binding[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Schema.Field field = schema.getField(snakeCase(parts[i].getName()));
      if (field == null) {
        throw new IllegalStateException(
            "%s has no field for %s".formatted(schema.getFullName(), parts[i]));
      }
      accessors[i] = accessor(parts[i]);
      positions[i] = field.pos();
      components[i] = bindings.bind(parts[i].getGenericType(), field.schema());
    }
    return new RecordBinding(schema, constructor(type, parts), accessors, positions, components);
  }

  @Override
  public Object toAvro(@Nullable Object value) {
    GenericRecord result = new GenericData.Record(schema);
    for (int i = 0; i < components.length; i++) {
      result.put(positions[i], components[i].toAvro(invoke(accessors[i], value)));
    }
    return result;
  }

  @Override
  public @Nullable Object toJava(@Nullable Object value) {
    GenericRecord source = (GenericRecord) Objects.requireNonNull(value);
    @Nullable Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = components[i].toJava(source.get(positions[i]));
    }
    return invoke(constructor, arguments);
  }

  private static @Nullable Object invoke(MethodHandle handle, @Nullable Object argument) {
    try {
      return handle.invokeExact(argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(component + " is not public", e);
    }
  }

  /**
   * Returns a handle that takes the arguments as one array, so that {@code invokeExact} can call
   * it.
   */
  private static MethodHandle constructor(Class<?> type, RecordComponent[] parts) {
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, parts.length)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(type + " has no public canonical constructor", e);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
