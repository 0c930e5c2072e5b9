package io.cogniscribe.settings;

/**
 * Something that the program needs does not answer. The message is one line that says what, and
 * what to do next.
 */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
