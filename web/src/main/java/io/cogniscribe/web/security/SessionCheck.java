package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;

/** Says whether a caller's session is still open, and which roles its account has now. */
public interface SessionCheck {

  /**
   * Returns the caller with its present roles. An API key has no session and is returned as it is.
   *
   * @throws ProblemException 401 {@code session_ended}; 503 {@code revocation_unknown} when it
   *     cannot be told
   */
  Caller current(Caller caller);
}
