package io.cogniscribe.devstack.stack;

/** A condition that the user has to change first; the message names it in one line. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Exit code for wrong usage. */
  public static final int USAGE = 2;

  /** Exit code when something is missing, taken or not running. */
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
