package io.cogniscribe.command.edge;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;

/**
 * Counts a request against its client's quota when its command is known and valid. A retry of a
 * request that was decided before costs nothing.
 */
public record RequestQuota(
    RateLimits limits, Retries retries, HttpServletRequest request, HttpServletResponse response) {

  /**
   * Counts the request, unless it is a retry of a request that was decided before.
   *
   * @param topic the topic of the command
   * @return the stored outcome of the retried request, if this instance has it
   * @throws ProblemException 429, when the quota is used up
   */
  public Optional<Outcome> admit(
      String topic, UUID aggregateId, UUID commandId, WriteRequest write) {
    if (write.headers().idempotencyKey() == null) {
      count();
      return Optional.empty();
    }
    Optional<Outcome> known = retries.find(topic, aggregateId, commandId, write.fingerprint());
    if (known.isPresent()) {
      limits.waive(request);
      // A retry of a pending command is sent again, because its decider has the latest outcome.
      return known.filter(outcome -> !(outcome.result() instanceof Outcome.Pending));
    }
    try {
      count();
    } catch (ProblemException refused) {
      HttpHeaders headers = new ServletServerHttpRequest(request).getHeaders();
      if (!retries.isKnownElsewhere(commandId, headers, write)
          || !limits.countInvalid(1, request)) {
        throw refused;
      }
    }
    return Optional.empty();
  }

  /**
   * Counts the request, if it is not counted yet.
   *
   * @throws ProblemException 429, when the quota is used up
   */
  public void count() {
    limits.count(request, response);
  }

  /**
   * Counts a batch.
   *
   * @param commands the number of new commands
   * @param invalid the number of commands that are not valid
   * @throws ProblemException 429, when not enough of the quota is left; 422, when it is smaller
   */
  public void countBatch(int commands, int invalid) {
    limits.countBatch(commands, invalid, request, response);
  }
}
