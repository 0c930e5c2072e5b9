package io.cogniscribe.query.consistency;

import jakarta.servlet.http.HttpServletRequest;

/** Knows the commands that have been written to the command topics. */
@FunctionalInterface
interface WrittenCommands {

  /** Implementation for a service that cannot find out: every command may have been written. */
  WrittenCommands UNKNOWN = (_, _, _) -> true;

  /**
   * Returns false only if the token's command had certainly not been written at that moment.
   *
   * @param since as {@link System#nanoTime()}
   * @param origin the request with the token
   */
  boolean mayHave(ConsistencyToken token, long since, HttpServletRequest origin);
}
