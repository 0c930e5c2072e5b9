package io.cogniscribe.web.access;

import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Locale;

/** What can be read of somebody else's. The audit trail knows it by these names and no others. */
public enum AccessAction {
  READ_JOB("job", Scope.JOB),
  READ_JOB_PROGRESS("job", Scope.JOB),
  READ_JOB_HISTORY("job", Scope.JOB),
  LIST_JOBS("jobs", Scope.PERSON),
  READ_USAGE("usage", Scope.PERSON),
  READ_USER("user", Scope.PERSON),
  LIST_SESSIONS("sessions", Scope.PERSON),
  LIST_USERS("users", Scope.ANYBODY),
  LIST_AUDIT_LOGS("audit_logs", Scope.ANYBODY),
  EXPORT_AUDIT_LOGS("audit_logs", Scope.ANYBODY);

  /** Whose data it is about. */
  enum Scope {
    /** One job, and whoever owns it. */
    JOB,
    /** One person. */
    PERSON,
    /** One person, or all of them. */
    ANYBODY
  }

  private final String resourceType;
  private final Scope scope;

  AccessAction(String resourceType, Scope scope) {
    this.resourceType = resourceType;
    this.scope = scope;
  }

  /** The name in the audit trail: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What kind of thing is read. */
  public String resourceType() {
    return resourceType;
  }

  Scope scope() {
    return scope;
  }

  /** Whether the caller may read that of others at all: single jobs are the pipeline's business. */
  public boolean isOpenTo(Caller caller) {
    return switch (scope) {
      case JOB -> caller.hasAnyOf(Role.WORKER, Role.PRODUCER, Role.OPERATOR);
      case PERSON, ANYBODY -> caller.has(Role.OPERATOR);
    };
  }
}
