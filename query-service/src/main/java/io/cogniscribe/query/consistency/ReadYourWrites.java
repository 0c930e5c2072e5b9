package io.cogniscribe.query.consistency;

import io.cogniscribe.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Holds a read back until the projection that it reads has passed the command whose position the
 * client sent, for a while at most.
 */
final class ReadYourWrites implements HandlerInterceptor {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Positions positions;
  private final String projection;
  private final String commandTopic;
  private final String eventTopic;

  /**
   * @param projection the one that the guarded paths read
   * @param commandTopic the topic whose positions are waited for
   * @param eventTopic the topic that the projection folds
   */
  ReadYourWrites(Positions positions, String projection, String commandTopic, String eventTopic) {
    this.positions = positions;
    this.projection = projection;
    this.commandTopic = commandTopic;
    this.eventTopic = eventTopic;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    String header = request.getHeader(ConsistencyToken.HEADER);
    if (header != null) {
      ConsistencyToken token =
          ConsistencyToken.parse(header)
              .orElseThrow(() ->
                  ProblemException.invalid(
                      ConsistencyToken.HEADER,
                      "must be the token of a write, such as " + commandTopic + ":3:1042"));
      // The token of another family says nothing about what is read here.
      if (token.topic().equals(commandTopic)) {
        waitFor(token);
      }
    }
    return true;
  }

  private void waitFor(ConsistencyToken token) throws InterruptedException {
    var source = new Positions.Source(projection, eventTopic, token.partition());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!positions.hasPassed(source, token.offset())) {
      if (System.nanoTime() - deadline >= 0) {
        throw ProblemException.unavailable(
            "projection_behind",
            "The read model has not reached the position of the token yet; try again.",
            RETRY_AFTER_SECONDS);
      }
      Thread.sleep(Positions.INTERVAL);
    }
  }
}
