package io.cogniscribe.settings;

/**
 * Reports a missing or wrong environment variable. The message is one line that names the variable,
 * the problem and the fix. It never contains a secret.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String variable, String problem, String remedy) {
    super(variable + " " + problem + ": " + remedy);
  }
}
