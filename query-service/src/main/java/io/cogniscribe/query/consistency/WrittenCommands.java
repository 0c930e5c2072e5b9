package io.cogniscribe.query.consistency;

import jakarta.servlet.http.HttpServletRequest;

/** Knows how far the command topics are written. */
@FunctionalInterface
interface WrittenCommands {

  /** For a service that cannot find out: every command may have been written. */
  WrittenCommands UNKNOWN = (_, _, _) -> true;

  /**
   * Whether the command of the token was written before that moment, or may have been.
   *
   * @param since as {@link System#nanoTime()}
   * @param origin the request that has the token
   */
  boolean mayHave(ConsistencyToken token, long since, HttpServletRequest origin);
}
