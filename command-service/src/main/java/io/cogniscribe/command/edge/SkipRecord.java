package io.cogniscribe.command.edge;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log that a projection is to pass over.
 *
 * @param projection its name
 * @param record where the record stands, {@code topic-partition@offset}
 * @param streamKey the record's aggregate: its key, or a digest of it
 * @param reason in the operator's words
 */
record SkipRecord(
    @Nullable String projection,
    @Nullable String record,
    @Nullable String streamKey,
    @Nullable String reason) {

  private static final int MAX_REASON = 500;
  private static final Pattern PROJECTION = Pattern.compile("[a-z-]{1,20}");
  private static final Pattern RECORD = Pattern.compile("[a-z.]{1,20}-\\d{1,4}@\\d{1,17}");
  private static final Pattern STREAM = Pattern.compile("[0-9a-f-]{32,36}");
  private static final Pattern WORDS = Pattern.compile("(?=.*\\S)\\P{Cntrl}+");

  /**
   * @throws ProblemException 422, when a part is missing or of another shape
   */
  SkipRecord {
    List<FieldError> errors = new ArrayList<>();
    check(PROJECTION, "projection", projection, errors);
    check(RECORD, "record", record, errors);
    check(STREAM, "stream_key", streamKey, errors);
    check(WORDS, "reason", reason, errors);
    if (reason != null && reason.length() > MAX_REASON) {
      errors.add(new FieldError("reason", "must be no longer than " + MAX_REASON));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private static void check(
      Pattern pattern, String field, @Nullable String value, List<FieldError> errors) {
    if (!pattern.matcher(Objects.requireNonNullElse(value, "")).matches()) {
      errors.add(new FieldError(field, value == null ? "is required" : "is not valid"));
    }
  }

  /** Which record of which projection. */
  String resourceId() {
    return projection + "/" + record;
  }

  /** Whose record, and why. */
  String details() {
    return streamKey + ": " + reason;
  }
}
