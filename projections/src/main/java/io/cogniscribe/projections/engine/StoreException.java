package io.cogniscribe.projections.engine;

import java.io.Serial;

/** Reports a failed operation of a store. The store may have changed or not. Callers can retry. */
public final class StoreException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
