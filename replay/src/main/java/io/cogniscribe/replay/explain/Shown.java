package io.cogniscribe.replay.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Formats values for people: shortens long texts, and hides secrets.
 *
 * @param secrets the columns of secrets
 */
record Shown(Set<String> secrets) {

  private static final int LENGTH = 80;
  private static final String SECRET = "(not shown)";

  @Nullable Object value(String column, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Object _ when secrets.contains(column) -> SECRET;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> shortened(value.toString());
    };
  }

  private static String shortened(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= LENGTH
        ? text
        : "%s… (%,d characters)"
            .formatted(text.substring(0, text.offsetByCodePoints(0, LENGTH)), characters);
  }

  Map<String, @Nullable Object> row(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    row.forEach((column, value) -> shown.put(column, value(column, value)));
    return shown;
  }
}
