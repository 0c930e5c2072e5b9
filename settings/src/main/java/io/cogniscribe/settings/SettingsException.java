package io.cogniscribe.settings;

/**
 * An environment variable is missing or wrong. The message is one line that names the variable,
 * what is wrong and how to put it right; it never holds a secret's value.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String variable, String problem, String remedy) {
    super(variable + " " + problem + ": " + remedy);
  }
}
