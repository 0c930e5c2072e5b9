package io.cogniscribe.settings;

/** How every program of the product ends. */
public enum ExitCode {
  OK(0),
  /** It failed, or something differs and still does. */
  FAILED(1),
  /** It was called or configured wrongly. */
  USAGE(2),
  /** A server, port or file that it needs is not there. */
  UNAVAILABLE(3),
  /** Something differed, and was replaced by what the log says. */
  REPLACED(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the operating system sees. */
  public int number() {
    return number;
  }
}
