package io.cogniscribe.projections.engine;

import java.io.Serial;

/** A store that did not do what it was asked; whether it changed is unknown. Worth trying again. */
public final class StoreException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
