package io.cogniscribe.replay.cli;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.topic.Keys;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** The row or counter that an operator wants explained. */
sealed interface Target {

  String FORMS = "jobs/ID, users/ID, usage/USER/YYYY-MM or counter/STATUS";

  /** A job's row. */
  record Job(UUID id) implements Target {}

  /** An account's row. */
  record User(UUID id) implements Target {}

  /** A user's usage in a month. */
  record Month(UUID userId, YearMonth month) implements Target {}

  /** The number of jobs with a status. */
  record Counter(JobStatus status) implements Target {}

  /**
   * Parses a target.
   *
   * @throws IllegalArgumentException when it has none of the forms; the message says why
   */
  static Target parse(String text) {
    String[] parts = text.split("/", -1);
    return switch (parts[0] + "/" + parts.length) {
      case "jobs/2" -> new Job(id(parts[1]));
      case "users/2" -> new User(id(parts[1]));
      case "usage/3" -> new Month(id(parts[1]), month(parts[2]));
      case "counter/2" -> new Counter(status(parts[1]));
      default -> throw new IllegalArgumentException("'%s' is not %s".formatted(text, FORMS));
    };
  }

  /** Parses an id in lower or upper case; the keys of the log are in lower case. */
  static UUID id(String text) {
    return Keys.parse(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is not an id such as 0199f2a4-5b1c-7d3e-8f60-0123456789ab".formatted(text)));
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'%s' is not a month such as 2026-10".formatted(text), e);
    }
  }

  private static JobStatus status(String text) {
    String label = text.startsWith("jobs:") ? text.substring("jobs:".length()) : text;
    return Arrays.stream(JobStatus.values())
        .filter(status -> status.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no counter '%s'. Name one of %s."
                    .formatted(
                        text, Arrays.stream(JobStatus.values()).map(JobStatus::label).toList())));
  }
}
