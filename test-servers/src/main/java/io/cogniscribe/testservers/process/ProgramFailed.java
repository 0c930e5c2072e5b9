package io.cogniscribe.testservers.process;

/** A program did not start. The message has the end of its log and the path of the log. */
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

  /** Returns the message in one line, without the log. */
  public String summary() {
    return summary;
  }
}
