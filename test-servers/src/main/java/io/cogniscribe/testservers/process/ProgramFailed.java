package io.cogniscribe.testservers.process;

/** A program that did not start; the message says what its log says, and where that log is. */
public final class ProgramFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String summary;

  public ProgramFailed(String message, Throwable cause) {
    super(message, cause);
    this.summary = message;
  }

  public ProgramFailed(String message) {
    super(message);
    this.summary = message;
  }

  ProgramFailed(String summary, String details) {
    super(summary + details);
    this.summary = summary;
  }

  /** The same in one line. */
  public String summary() {
    return summary;
  }
}
