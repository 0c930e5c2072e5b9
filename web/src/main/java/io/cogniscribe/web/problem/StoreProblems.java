package io.cogniscribe.web.problem;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Translates a store that does not answer into a 503: the client may retry. */
final class StoreProblems implements ProblemTranslation {

  private static final Logger LOG = LoggerFactory.getLogger(StoreProblems.class);

  @Override
  public Optional<ProblemException> translate(Throwable exception) {
    return switch (exception) {
      case DataAccessResourceFailureException _,
          QueryTimeoutException _,
          TransientDataAccessException _,
          CannotCreateTransactionException _ -> {
        LOG.warn("A store does not answer: {}", exception.getMessage());
        yield Optional.of(
            ProblemException.unavailable(
                "store_unavailable", "A store does not answer; try again.", 2));
      }
      default -> Optional.empty();
    };
  }
}
