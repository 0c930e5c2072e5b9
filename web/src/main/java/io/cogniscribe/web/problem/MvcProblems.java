package io.cogniscribe.web.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Translates the exceptions of Spring's web framework. */
final class MvcProblems {

  private MvcProblems() {}

  static Optional<ProblemException> of(Throwable exception) {
    return Optional.ofNullable(
        switch (exception) {
          case MethodArgumentTypeMismatchException wrong ->
              ProblemException.invalid(wrong.getName(), expectation(wrong.getRequiredType()));
          case MissingServletRequestParameterException missing ->
              ProblemException.invalid(missing.getParameterName(), "is required");
          case MissingRequestHeaderException missing ->
              ProblemException.invalid(missing.getHeaderName(), "is required");
          case AccessDeniedException _ ->
              ProblemException.forbidden("Your role does not allow this.");
          case ErrorResponse response -> of(response);
          default -> null;
        });
  }

  private static ProblemException of(ErrorResponse response) {
    ProblemException problem = of(response.getStatusCode().value());
    response
        .getHeaders()
        .forEach((name, values) -> problem.withHeader(name, String.join(", ", values)));
    return problem;
  }

  /** Returns the problem for an error of which only the status is known. */
  static ProblemException of(int statusCode) {
    HttpStatus known = HttpStatus.resolve(statusCode);
    HttpStatus status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    return switch (status) {
      case BAD_REQUEST -> new ProblemException(status, "bad_request", "The request is malformed.");
      case UNAUTHORIZED ->
          new ProblemException(status, "unauthorized", "A valid bearer token is required.");
      case FORBIDDEN -> ProblemException.forbidden("Your role does not allow this.");
      case NOT_FOUND -> ProblemException.notFound("not_found", "There is nothing at this path.");
      case METHOD_NOT_ALLOWED -> ProblemException.methodNotAllowed();
      case NOT_ACCEPTABLE ->
          new ProblemException(
              status,
              "not_acceptable",
              "Answers are application/json; the Accept header excludes it.");
      case REQUEST_TIMEOUT ->
          new ProblemException(
              status, "request_timeout", "The request did not arrive in time; send it faster.");
      case UNSUPPORTED_MEDIA_TYPE ->
          new ProblemException(
              status, "unsupported_media_type", "Send the body as application/json.");
      case SERVICE_UNAVAILABLE ->
          ProblemException.unavailable("unavailable", "The service is busy; try again.", 1);
      default ->
          status.is5xxServerError()
              ? ProblemAdvice.internalError()
              : new ProblemException(
                  status, status.name().toLowerCase(Locale.ROOT), status.getReasonPhrase() + ".");
    };
  }

  private static String expectation(@Nullable Class<?> type) {
    if (type == null) {
      return "has a wrong type";
    }
    if (type == UUID.class) {
      return "must be a UUID";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "must be a whole number";
    }
    return "has a wrong form";
  }
}
