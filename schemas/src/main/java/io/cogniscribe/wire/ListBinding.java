package io.cogniscribe.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Binds a list to an array. */
record ListBinding(Schema schema, Binding element) implements Binding {

  @Override
  public Object toAvro(@Nullable Object value) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object each : (Collection<?>) Objects.requireNonNull(value)) {
      elements.add(element.toAvro(each));
    }
    return new GenericData.Array<>(schema, elements);
  }

  @Override
  public Object toJava(@Nullable Object value) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object each : (Collection<?>) Objects.requireNonNull(value)) {
      elements.add(element.toJava(each));
    }
    return Collections.unmodifiableList(elements);
  }
}
