package io.cogniscribe.web.problem;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param code the same as in {@code type}, for programs that compare strings
 * @param errors the offending fields; null where no field is concerned
 * @param instance the path of the request; null where the request could not be read
 * @param requestId under which the log knows the request
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable List<FieldError> errors,
    @Nullable String instance,
    @Nullable UUID requestId) {

  static Problem of(ProblemException problem, @Nullable String instance, @Nullable UUID requestId) {
    return new Problem(
        "urn:cogniscribe:problem:" + problem.code(),
        problem.status().getReasonPhrase(),
        problem.status().value(),
        problem.detail(),
        problem.code(),
        problem.errors().isEmpty() ? null : problem.errors(),
        instance,
        requestId);
  }
}
