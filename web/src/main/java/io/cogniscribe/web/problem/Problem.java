package io.cogniscribe.web.problem;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param code the last part of {@code type}, for programs that compare strings
 * @param errors the offending fields; null if the problem concerns no field
 * @param instance path of the request; null if the request could not be read
 * @param requestId id of the request in the log
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
