package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Errors found so far in a value; at most 50, so that a client cannot make the answer long. */
final class FieldErrors {

  private static final int MOST = 50;
  private static final int LONGEST_NAME = 200;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    if (errors.size() < MOST) {
      errors.add(new FieldError(printable(field), message));
    }
  }

  /** Adds the errors of an exception thrown while the field's value was read. */
  void add(String field, JacksonException exception, @Nullable Class<?> type) {
    String path = FieldPath.join(field, FieldPath.of(exception));
    if (exception instanceof InvalidFieldsException invalid) {
      invalid.errors().forEach(e -> add(FieldPath.join(path, e.field()), e.message()));
    } else {
      add(path, Expectation.of(exception, type));
    }
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<FieldError> all() {
    return List.copyOf(errors);
  }

  /**
   * Returns the client's field name, shortened and without characters that break a log or terminal.
   */
  private static String printable(String field) {
    String visible = field.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME);
  }
}
