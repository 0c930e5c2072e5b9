package io.cogniscribe.wire;

import org.jspecify.annotations.Nullable;

/** Converts between values of one Java type and one Avro schema. */
interface Binding {

  /** Returns the value for Avro's generic writer; null only if the schema allows it. */
  @Nullable Object toAvro(@Nullable Object value);

  /** Returns the value for the Java record; null only if the schema allows it. */
  @Nullable Object toJava(@Nullable Object value);
}
