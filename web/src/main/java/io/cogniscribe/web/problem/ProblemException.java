package io.cogniscribe.web.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * An answer other than the one that the client hoped for. Throw it anywhere in a request; it
 * becomes the problem document of the response.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * A problem that concerns fields of the request.
   *
   * @param code stable, snake_case, for programs
   * @param detail what happened and what to do, for people; never an internal message
   */
  public ProblemException(HttpStatus status, String code, String detail, List<FieldError> errors) {
    // No stack trace: this is an answer, made once for every refused request.
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** A problem that concerns no field in particular. */
  public ProblemException(HttpStatus status, String code, String detail) {
    this(status, code, detail, List.of());
  }

  /** 422: these fields break rules. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "validation_failed",
        "The request breaks the rules that errors names.",
        errors);
  }

  /** 422: this field breaks a rule. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** 404 with a code that says what was not found. */
  public static ProblemException notFound(String code, String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, code, detail);
  }

  /** 403: the caller is known, and may not. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, "forbidden", detail);
  }

  /** 405: the path has other methods; the caller adds {@code Allow}. */
  public static ProblemException methodNotAllowed() {
    return new ProblemException(
        HttpStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "The path exists, but not with this method; see Allow.");
  }

  /** 503: the same request may succeed in a moment. */
  public static ProblemException unavailable(String code, String detail, int retryAfterSeconds) {
    return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, code, detail)
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
  }

  /** This problem, with a header of the response added. */
  public ProblemException withHeader(String name, String value) {
    headers.add(name, value);
    return this;
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** What the client is told. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }

  public HttpHeaders headers() {
    return headers;
  }
}
