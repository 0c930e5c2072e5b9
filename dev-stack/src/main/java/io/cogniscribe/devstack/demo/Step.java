package io.cogniscribe.devstack.demo;

/** One thing that is done to a job, and by whom. */
enum Step {
  SUBMIT("upload"),
  START("transcription_start"),
  PROGRESS_25(""),
  PROGRESS_50(""),
  PROGRESS_60(""),
  PROGRESS_75(""),
  COMPLETE("transcription_complete"),
  FAIL("transcription_failed"),
  RETRY("retry"),
  CANCEL("cancel"),
  DELETE("delete");

  private final String auditAction;

  Step(String auditAction) {
    this.auditAction = auditAction;
  }

  /** The action in the audit trail; empty for progress reports, which leave none. */
  String auditAction() {
    return auditAction;
  }

  /** Whether the owner does it, not a producer or worker. */
  boolean isOwners() {
    return switch (this) {
      case RETRY, CANCEL, DELETE -> true;
      case SUBMIT, START, PROGRESS_25, PROGRESS_50, PROGRESS_60, PROGRESS_75, COMPLETE, FAIL ->
          false;
    };
  }
}
