package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads that were refused to one caller: the body of the request by which the query-service asks
 * for an audit event. Like {@link AccessRecord}, it carries no text that a client wrote.
 *
 * @param route path of the last refused read, as in {@link AccessTable}
 * @param jobId the other user's job that it asked for; null if it asked for no single job
 * @param reads number of refused reads since the last record, at least 1
 */
public record RefusedRead(String route, @Nullable UUID jobId, int reads) {

  /** Path at which the command-service accepts these records from other services. */
  public static final String PATH = "/internal/refused-reads";

  /**
   * @throws ProblemException 422 when the route is unknown or the number is not positive
   */
  public RefusedRead {
    List<FieldError> errors = new ArrayList<>();
    if (AccessTable.of(Side.QUERIES).stream().noneMatch(known -> known.path().equals(route))) {
      errors.add(new FieldError("route", "is no route of the query-service"));
    }
    if (reads < 1) {
      errors.add(new FieldError("reads", "must be positive"));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}
