package io.cogniscribe.settings;

/** The exit codes of all programs of the product. */
public enum ExitCode {
  OK(0),
  /** The program failed, or a difference remains. */
  FAILED(1),
  /** The arguments or the settings are wrong. */
  USAGE(2),
  /** A required server, port or file is not available. */
  UNAVAILABLE(3),
  /** Differences were found, and replaced with data from the log. */
  REPLACED(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the exit code for the operating system. */
  public int number() {
    return number;
  }
}
