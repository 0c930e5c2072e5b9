package io.cogniscribe.projections.engine;

import java.io.Serial;

/**
 * Reports an event that can be read but not stored. The message says why, without quoting the
 * event.
 */
public final class UnstorableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public UnstorableException(String message) {
    super(message);
  }
}
