package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemTranslation;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Translates errors of a body: 400 if it is not JSON, 422 if it is JSON that breaks rules. */
public final class JsonProblems implements ProblemTranslation {

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    return exception instanceof HttpMessageNotReadableException unreadable
        ? Optional.of(
            unreadable.getCause() instanceof JacksonException cause ? of(cause) : malformed())
        : Optional.empty();
  }

  /** Returns the problem for a parse error; for services that read bodies themselves. */
  public static ProblemException of(JacksonException exception) {
    return switch (exception) {
      case StreamConstraintsException _ ->
          ProblemException.invalid(FieldPath.BODY, "is too long or too deep");
      case InputCoercionException _ -> ProblemException.invalid(FieldPath.BODY, "is out of range");
      // An empty body is not JSON.
      case MismatchedInputException nothing when nothing.getCurrentToken() == null -> malformed();
      case DatabindException mismatch -> invalid(mismatch);
      default -> malformed();
    };
  }

  private static ProblemException malformed() {
    return new ProblemException(
        HttpStatus.BAD_REQUEST, "malformed_json", "The body is not well-formed JSON.");
  }

  private static ProblemException invalid(DatabindException mismatch) {
    FieldErrors errors = new FieldErrors();
    errors.add("", mismatch, null);
    List<FieldError> named =
        errors.all().stream()
            .map(error ->
                error.field().isEmpty() ? new FieldError(FieldPath.BODY, error.message()) : error)
            .toList();
    return ProblemException.invalid(named);
  }
}
