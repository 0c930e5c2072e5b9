package io.cogniscribe.query.audit;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on audit events; null means no condition.
 *
 * @param from first instant that is included
 * @param to first instant that is excluded
 */
record AuditFilter(
    @Nullable String action,
    @Nullable String status,
    @Nullable String resourceType,
    @Nullable String resourceId,
    @Nullable Instant from,
    @Nullable Instant to) {

  private static final Pattern ACTION = Pattern.compile("[a-z0-9_.-]{1,64}");
  private static final Pattern RESOURCE_ID = Pattern.compile("[^\\x00]{1,64}");
  private static final Set<String> STATUSES = Set.of("success", "failure");

  /** Bounds of accepted times; PostgreSQL's calendar is shorter than Java's. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * Returns the filter of the query parameters with these names.
   *
   * @throws ProblemException 422 that names every invalid one
   */
  static AuditFilter of(
      @Nullable String action,
      @Nullable String status,
      @Nullable String resourceType,
      @Nullable String resourceId,
      @Nullable String from,
      @Nullable String to) {
    List<FieldError> errors = new ArrayList<>();
    if (action != null && !ACTION.matcher(action).matches()) {
      errors.add(new FieldError("action", "must be the name of an action, such as login"));
    }
    if (status != null && !STATUSES.contains(status)) {
      errors.add(new FieldError("status", "must be success or failure"));
    }
    if (resourceType != null && !ACTION.matcher(resourceType).matches()) {
      errors.add(new FieldError("resource_type", "must be the name of a type, such as job"));
    }
    if (resourceId != null && !RESOURCE_ID.matcher(resourceId).matches()) {
      errors.add(new FieldError("resource_id", "must be an id of at most 64 characters"));
    }
    AuditFilter filter =
        new AuditFilter(
            action,
            status,
            resourceType,
            resourceId,
            time("from", from, errors),
            time("to", to, errors));
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return filter;
  }

  private static @Nullable Instant time(
      String name, @Nullable String text, List<FieldError> errors) {
    if (text == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeParseException notATime) {
      // Reported below, like a time out of bounds.
    }
    errors.add(new FieldError(name, "must be a time such as 2026-01-31T12:00:00Z"));
    return null;
  }
}
