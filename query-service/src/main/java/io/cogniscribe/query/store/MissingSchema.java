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
 * Services start in any order: until the projector has created the tables, or while an operator
 * creates them anew, their absence is an outage and not a fault.
 */
final class MissingSchema implements ProblemTranslation {

  private static final Logger LOG = LoggerFactory.getLogger(MissingSchema.class);

  /**
   * Undefined table, undefined column, one that may not be read: tables are made before granted.
   */
  private static final Set<String> STATES = Set.of("42P01", "42703", "42501");

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    if (exception instanceof DataAccessException
        && exception.getCause() instanceof SQLException cause
        && STATES.contains(String.valueOf(cause.getSQLState()))) {
      LOG.warn("The projections' tables are not there: {}", cause.getMessage());
      return Optional.of(
          ProblemException.unavailable(
              "store_unavailable", "The read model is not there yet; try again.", 2));
    }
    return Optional.empty();
  }
}
