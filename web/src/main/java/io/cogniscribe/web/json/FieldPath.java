package io.cogniscribe.web.json;

import tools.jackson.core.JacksonException;

/** Paths of fields as clients write them: {@code commands[3].filename}. */
final class FieldPath {

  /** Path of the body as a whole. */
  static final String BODY = "body";

  private FieldPath() {}

  /**
   * Returns the path of the exception relative to the point that caught it; empty for that point.
   */
  static String of(JacksonException exception) {
    String path = "";
    for (JacksonException.Reference reference : exception.getPath()) {
      String name = reference.getPropertyName();
      path = name == null ? path + "[" + reference.getIndex() + "]" : join(path, name);
    }
    return path;
  }

  static String join(String path, String field) {
    if (path.isEmpty() || field.isEmpty() || field.startsWith("[")) {
      return path + field;
    }
    return path + "." + field;
  }
}
