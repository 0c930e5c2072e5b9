package io.cogniscribe.web.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * An error answer. Thrown anywhere in a request, it becomes the problem document of the response.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * Creates a problem that concerns fields of the request.
   *
   * @param code stable snake_case name, for programs
   * @param detail text for people: the error and its remedy; never an internal message
   */
  public ProblemException(HttpStatus status, String code, String detail, List<FieldError> errors) {
    // No stack trace: this is an expected answer, created for every refused request.
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** Creates a problem that concerns no field. */
  public ProblemException(HttpStatus status, String code, String detail) {
    this(status, code, detail, List.of());
  }

  /** Returns a 422: the fields break rules. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "validation_failed",
        "The request breaks the rules that errors names.",
        errors);
  }

  /** Returns a 422: the field breaks a rule. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** Returns a 404 with a code that names the missing resource. */
  public static ProblemException notFound(String code, String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, code, detail);
  }

  /** Returns a 403: the caller is authenticated and lacks the permission. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, "forbidden", detail);
  }

  /** Returns a 405. The caller of this method adds the {@code Allow} header. */
  public static ProblemException methodNotAllowed() {
    return new ProblemException(
        HttpStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "The path exists, but not with this method; see Allow.");
  }

  /** Returns a 503: the same request may succeed after {@code retryAfterSeconds}. */
  public static ProblemException unavailable(String code, String detail, int retryAfterSeconds) {
    return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, code, detail)
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
  }

  /** Adds a header to the response and returns this problem. */
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

  /** Returns the text for the client. */
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
