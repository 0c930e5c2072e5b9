package io.cogniscribe.job;

import java.util.Locale;

/** The status of a job. A deleted job has no status, because its row is deleted. */
public enum JobStatus {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Returns the name for tables, keys and clients, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
