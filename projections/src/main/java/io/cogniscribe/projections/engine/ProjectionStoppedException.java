package io.cogniscribe.projections.engine;

import java.io.Serial;

/**
 * Reports that the stored position does not belong to the log, so that the projection cannot
 * continue. The message names the fix.
 */
public final class ProjectionStoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public ProjectionStoppedException(String message) {
    super(message);
  }
}
