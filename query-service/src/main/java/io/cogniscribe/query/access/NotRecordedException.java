package io.cogniscribe.query.access;

/** A read is not known to be in the log; it may be there all the same. */
final class NotRecordedException extends Exception {

  private static final long serialVersionUID = 1L;

  NotRecordedException(String message) {
    super(message);
  }
}
