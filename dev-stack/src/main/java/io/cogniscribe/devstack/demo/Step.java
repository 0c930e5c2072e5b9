package io.cogniscribe.devstack.demo;

/** A step in the life of a job. */
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

  /** Returns the action in the audit log; empty for progress reports, which are not audited. */
  String auditAction() {
    return auditAction;
  }

  /** Returns whether the owner does the step, and no producer or worker. */
  boolean isOwners() {
    return switch (this) {
      case RETRY, CANCEL, DELETE -> true;
      case SUBMIT, START, PROGRESS_25, PROGRESS_50, PROGRESS_60, PROGRESS_75, COMPLETE, FAIL ->
          false;
    };
  }
}
