package io.cogniscribe.command.limit;

import java.util.Locale;

/** Classes of requests that are counted separately. */
public enum RouteClass {
  /** New jobs; each command of a batch counts. */
  SUBMISSION,
  LOGIN,
  REGISTRATION,
  /** Every other request that changes something. */
  WRITE,
  /** Requests that were refused before they became commands. */
  INVALID;

  /** Returns the name in keys, headers and logs: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
