package io.cogniscribe.projections.engine;

import java.io.Serial;

/**
 * Going on would be a guess: the log and the stored position do not belong together. The message
 * names the fix.
 */
public final class ProjectionStoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public ProjectionStoppedException(String message) {
    super(message);
  }
}
