package io.cogniscribe.web.security;

import io.cogniscribe.web.problem.ProblemException;

/** Whether a caller's session still goes on, and what he may do by now. */
public interface SessionCheck {

  /**
   * The caller as he is now. A caller without a session is returned as he is.
   *
   * @throws ProblemException 401 {@code session_ended}; 503 {@code revocation_unknown} when it
   *     cannot be told
   */
  Caller current(Caller caller);
}
