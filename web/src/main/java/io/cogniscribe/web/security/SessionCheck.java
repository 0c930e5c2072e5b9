package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;

/** Checks whether a caller's session is open, and returns the current roles of its account. */
public interface SessionCheck {

  /**
   * Returns the caller with its current roles. Returns a caller without a session (an API key) as
   * it is.
   *
   * @throws ProblemException 401 {@code session_ended}; 503 {@code revocation_unknown} if the
   *     session's state is not known
   */
  Caller current(Caller caller);
}
