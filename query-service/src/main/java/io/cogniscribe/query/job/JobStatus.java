package io.cogniscribe.query.job;

import io.cogniscribe.web.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** Status of a job; the labels are those of the table. */
enum JobStatus {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /**
   * Returns the status with this label, as in the query parameter {@code status}.
   *
   * @throws ProblemException 422 if there is none
   */
  static JobStatus ofLabel(String label) {
    return Arrays.stream(values())
        .filter(status -> status.label().equals(label))
        .findFirst()
        .orElseThrow(() -> ProblemException.invalid("status", "must be one of " + labels()));
  }

  private static String labels() {
    return String.join(", ", Arrays.stream(values()).map(JobStatus::label).toList());
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
