package io.cogniscribe.web.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Describes the expected form of a value to a client, without Java type names. */
final class Expectation {

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
  private static final Set<Class<?>> FRACTIONAL =
      Set.of(double.class, Double.class, float.class, Float.class);

  private Expectation() {}

  /** Returns a description of the expected value. */
  static String of(JacksonException exception, @Nullable Class<?> fallback) {
    Class<?> target =
        exception instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? mismatch.getTargetType()
            : fallback;
    return target == null ? "has a wrong type" : of(target);
  }

  static String of(Class<?> type) {
    if (type == String.class) {
      return "must be a string";
    }
    if (type == UUID.class) {
      return "must be a UUID";
    }
    if (type == int.class || type == Integer.class) {
      return "must be a whole number of at most 32 bits";
    }
    if (WHOLE.contains(type)) {
      return "must be a whole number";
    }
    if (FRACTIONAL.contains(type) || Number.class.isAssignableFrom(type)) {
      return "must be a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type.isEnum()) {
      return "must be one of " + String.join(", ", names(type));
    }
    if (type == Instant.class) {
      return "must be a time such as 2026-01-31T12:00:00Z";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type)
        ? "must be a list"
        : "must be an object";
  }

  private static Iterable<String> names(Class<?> enumType) {
    return Arrays.stream(enumType.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
