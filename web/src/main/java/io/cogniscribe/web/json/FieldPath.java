package io.cogniscribe.web.json;

import java.util.List;
import tools.jackson.core.JacksonException;

/** Paths of fields as clients read them: {@code commands[3].filename}. */
final class FieldPath {

  /** Stands for the body as a whole. */
  static final String BODY = "body";

  private FieldPath() {}

  /** Where the exception happened, relative to where it was caught; empty for right there. */
  static String of(JacksonException exception) {
    return of(exception.getPath());
  }

  private static String of(List<JacksonException.Reference> references) {
    String path = "";
    for (JacksonException.Reference reference : references) {
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
