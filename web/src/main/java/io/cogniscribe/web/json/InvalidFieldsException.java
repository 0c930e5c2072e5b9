package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.FieldError;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * All fields of a value that break rules. Field names are relative to the value, which the
 * exception's path locates. An empty name means the value itself.
 */
final class InvalidFieldsException extends MismatchedInputException {

  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  InvalidFieldsException(JsonParser parser, List<FieldError> errors) {
    super(parser, "invalid fields");
    this.errors = List.copyOf(errors);
  }

  static InvalidFieldsException ofValue(JsonParser parser, String message) {
    return new InvalidFieldsException(parser, List.of(new FieldError("", message)));
  }

  List<FieldError> errors() {
    return errors;
  }
}
