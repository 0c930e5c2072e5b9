package io.cogniscribe.wire;

import org.jspecify.annotations.Nullable;

/** How values of one Java type and one Avro schema are turned into each other. */
interface Binding {

  /** The value as Avro's generic writer takes it; null only where the schema allows it. */
  @Nullable Object toAvro(@Nullable Object value);

  /** The value as the Java record takes it; null only where the schema allows it. */
  @Nullable Object toJava(@Nullable Object value);
}
