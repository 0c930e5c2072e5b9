package io.cogniscribe.query.store;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.problem.ProblemTranslation;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Answers 503 while tables are missing. Services start in any order, so before the projector has
 * created the tables, or while an operator recreates them, this is an outage and not a fault.
 */
final class MissingSchema implements ProblemTranslation {

  private static final Logger LOG = LoggerFactory.getLogger(MissingSchema.class);

  /**
   * Undefined table, undefined column, and insufficient privilege: tables are created before access
   * is granted.
   */
  private static final Set<String> STATES = Set.of("42P01", "42703", "42501");

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    if (exception instanceof DataAccessException
        && exception.getCause() instanceof SQLException cause
        && STATES.contains(String.valueOf(cause.getSQLState()))) {
      LOG.warn("the projections' tables do not exist yet: {}", cause.getMessage());
      return Optional.of(
          ProblemException.unavailable(
              "store_unavailable", "The read model does not exist yet; try again.", 2));
    }
    return Optional.empty();
  }
}
