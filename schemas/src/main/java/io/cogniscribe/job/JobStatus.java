package io.cogniscribe.job;

import java.util.Locale;

/** Where a job stands in its life cycle. A deleted job has no status: its row disappears. */
public enum JobStatus {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** The name that tables, keys and clients see: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
