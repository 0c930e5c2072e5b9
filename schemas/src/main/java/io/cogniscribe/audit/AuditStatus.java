package io.cogniscribe.audit;

import java.util.Locale;

/** The result of an audited action. */
public enum AuditStatus {
  SUCCESS,
  FAILURE;

  /** Returns the name for tables and clients, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
