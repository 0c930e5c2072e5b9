package io.cogniscribe.web.access;

/** The service that answers a route. */
public enum Side {
  /** The command-service. */
  COMMANDS,
  /** The query-service. */
  QUERIES
}
