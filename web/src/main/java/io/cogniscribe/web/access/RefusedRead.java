package io.cogniscribe.web.access;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads that were refused to one caller. The body of the request by which the query-service asks
 * for an audit event; like {@link AccessRecord} it has no room for a text of a client's.
 *
 * @param route the path of the last of them, as {@link AccessTable} has it
 * @param jobId the job of another person that it asked for; null when it asked for no single job
 * @param reads how many there were since the last record, at least 1
 */
public record RefusedRead(String route, @Nullable UUID jobId, int reads) {

  /** The path at which the command-service takes them, for the other services only. */
  public static final String PATH = "/internal/refused-reads";

  /**
   * @throws ProblemException 422 when there is no such route, or the number is not positive
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
