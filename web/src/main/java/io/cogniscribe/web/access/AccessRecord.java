package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A read that is to be recorded in the audit log: the body of the request that the query-service
 * sends to the command-service. It carries no text that a client wrote.
 *
 * @param jobId the job that is read; null unless the action reads a job
 * @param userId the user whose data is read; null if the read concerns no single user
 */
public record AccessRecord(AccessAction action, @Nullable UUID jobId, @Nullable UUID userId) {

  /** Path at which the command-service accepts records from other services. */
  public static final String PATH = "/internal/access-records";

  private static final String EVERYTHING = "all";

  /**
   * @throws ProblemException 422 when the action needs an id that is missing, or an id is not
   *     allowed
   */
  public AccessRecord {
    List<FieldError> errors = new ArrayList<>();
    if ((action.scope() == AccessAction.Scope.JOB) != (jobId != null)) {
      errors.add(
          new FieldError("job_id", jobId == null ? "is required" : "belongs to another action"));
    }
    if (action.scope() != AccessAction.Scope.ANYBODY && userId == null) {
      errors.add(new FieldError("user_id", "is required"));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /** Returns the job id, else the user id, else {@code all}. */
  public String resourceId() {
    if (jobId != null) {
      return jobId.toString();
    }
    return userId == null ? EVERYTHING : userId.toString();
  }
}
