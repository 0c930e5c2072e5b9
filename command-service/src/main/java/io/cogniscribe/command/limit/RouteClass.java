package io.cogniscribe.command.limit;

import java.util.Locale;

/** Kinds of requests that are counted apart from each other. */
public enum RouteClass {
  /** New jobs; each command of a batch counts. */
  SUBMISSION,
  LOGIN,
  REGISTRATION,
  /** Every other request that changes something. */
  WRITE,
  /** Requests that were refused before they became commands. */
  INVALID;

  /** The name in keys, headers and logs: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
