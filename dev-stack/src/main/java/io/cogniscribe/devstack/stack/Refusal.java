package io.cogniscribe.devstack.stack;

/** Something that the user has to change first; the message says what, in one line. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Exit code of wrong usage. */
  public static final int USAGE = 2;

  /** Exit code of something missing, taken or not running. */
  public static final int UNAVAILABLE = 3;

  private final int exitCode;

  private Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static Refusal usage(String message) {
    return new Refusal(USAGE, message);
  }

  public static Refusal unavailable(String message) {
    return new Refusal(UNAVAILABLE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
