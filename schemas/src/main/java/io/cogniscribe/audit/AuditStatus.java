package io.cogniscribe.audit;

import java.util.Locale;

/** How the audited action ended. */
public enum AuditStatus {
  SUCCESS,
  FAILURE;

  /** The name that tables and clients see: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
