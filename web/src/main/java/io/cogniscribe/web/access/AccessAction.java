package io.cogniscribe.web.access;

import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Locale;

/** Reads of another user's data that the audit log records, each by its {@link #label}. */
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

  /** The owner of the data that is read. */
  enum Scope {
    /** One job, and so the user who owns it. */
    JOB,
    /** One user. */
    PERSON,
    /** One user, or all users. */
    ANYBODY
  }

  private final String resourceType;
  private final Scope scope;

  AccessAction(String resourceType, Scope scope) {
    this.resourceType = resourceType;
    this.scope = scope;
  }

  /** Returns the name in the audit log, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type of the resource that is read. */
  public String resourceType() {
    return resourceType;
  }

  Scope scope() {
    return scope;
  }

  /**
   * Returns whether the caller may read such data of other users. Workers and producers may read
   * single jobs, because they process them.
   */
  public boolean isOpenTo(Caller caller) {
    return switch (scope) {
      case JOB -> caller.hasAnyOf(Role.WORKER, Role.PRODUCER, Role.OPERATOR);
      case PERSON, ANYBODY -> caller.has(Role.OPERATOR);
    };
  }
}
