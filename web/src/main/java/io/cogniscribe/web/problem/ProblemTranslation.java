package io.cogniscribe.web.problem;

import java.util.Optional;

/**
 * Translates exceptions into problems. Every bean of this type is tried before an exception counts
 * as a fault of the service.
 */
@FunctionalInterface
public interface ProblemTranslation {

  /** Returns the problem, or empty if this translation does not handle the exception. */
  Optional<ProblemException> translate(Throwable exception);
}
