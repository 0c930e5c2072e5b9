package io.cogniscribe.web.access;

/** Which of the two services answers a route. */
public enum Side {
  /** The command-service. */
  COMMANDS,
  /** The query-service. */
  QUERIES
}
