package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A read that is to be recorded. The body of the request by which the query-service asks for it; it
 * has no room for a text of a client's.
 *
 * @param jobId the job that is read; null unless the action reads one
 * @param userId whose data it is; null when it is nobody's in particular
 */
public record AccessRecord(AccessAction action, @Nullable UUID jobId, @Nullable UUID userId) {

  /** Where the command-service takes records, for the other services only. */
  public static final String PATH = "/internal/access-records";

  private static final String EVERYTHING = "all";

  /**
   * @throws ProblemException 422 when an id is missing, or is one too many for the action
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

  /** What was read: a job's id, a person's, or {@code all}. */
  public String resourceId() {
    if (jobId != null) {
      return jobId.toString();
    }
    return userId == null ? EVERYTHING : userId.toString();
  }
}
