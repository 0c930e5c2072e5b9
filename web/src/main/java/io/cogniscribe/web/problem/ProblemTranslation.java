package io.cogniscribe.web.problem;

import java.util.Optional;

/**
 * Knows what some exceptions mean to a client. Every bean of this type is asked before the
 * exception is taken for a fault of the service.
 */
@FunctionalInterface
public interface ProblemTranslation {

  /** The answer to the client, or empty when this translation does not know the exception. */
  Optional<ProblemException> translate(Throwable exception);
}
