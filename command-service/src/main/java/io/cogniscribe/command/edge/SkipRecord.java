package io.cogniscribe.command.edge;

import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log that a projection must skip.
 *
 * @param projection the projection's name
 * @param record the record's position, {@code topic-partition@offset}
 * @param streamKey the record's aggregate: its key, or a digest of it
 * @param reason the operator's reason, as text
 */
record SkipRecord(
    @Nullable String projection,
    @Nullable String record,
    @Nullable String streamKey,
    @Nullable String reason) {

  private static final int MAX_REASON = 500;
  private static final Pattern PROJECTION = Pattern.compile("[a-z-]{1,20}");
  private static final Pattern RECORD = Pattern.compile("([a-z.]{1,20})-(\\d{1,4})@(\\d{1,17})");
  private static final Pattern STREAM = Pattern.compile("[0-9a-f-]{32,36}");
  private static final Pattern WORDS = Pattern.compile("(?=.*\\S)\\P{Cntrl}+");

  /**
   * @throws ProblemException 422, when a field is missing or malformed
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

  /** Returns the skip with the parsed position of the record. */
  SkippedRecord skipped() {
    Matcher position = RECORD.matcher(Objects.requireNonNull(record));
    if (!position.matches()) {
      throw new IllegalStateException(record);
    }
    return new SkippedRecord(
        Objects.requireNonNull(projection),
        position.group(1),
        Integer.parseInt(position.group(2)),
        Long.parseLong(position.group(3)),
        Objects.requireNonNull(streamKey),
        Objects.requireNonNull(reason));
  }
}
