package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The errors found so far in a value: as many as help a person, not as many as a client can send.
 */
final class FieldErrors {

  private static final int MOST = 50;
  private static final int LONGEST_NAME = 200;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    if (errors.size() < MOST) {
      errors.add(new FieldError(printable(field), message));
    }
  }

  /** Adds what reading the field's value has brought to light. */
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

  /** A client's own field name is sent back to it, but not what would break a log or terminal. */
  private static String printable(String field) {
    String visible = field.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME);
  }
}
