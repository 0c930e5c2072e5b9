package io.cogniscribe.settings;

/**
 * Reports that a required server does not answer. The message is one line that names the server and
 * the next step.
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
