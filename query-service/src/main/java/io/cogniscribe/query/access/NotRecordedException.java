package io.cogniscribe.query.access;

/** Reports that a read may not be in the log. It may be there nevertheless. */
final class NotRecordedException extends Exception {

  private static final long serialVersionUID = 1L;

  NotRecordedException(String message) {
    super(message);
  }
}
