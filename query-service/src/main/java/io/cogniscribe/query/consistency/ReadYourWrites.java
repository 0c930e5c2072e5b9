package io.cogniscribe.query.consistency;

import io.cogniscribe.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a read wait, for at most 2 seconds, until the projection that it reads has passed the
 * command whose consistency token the client sent.
 *
 * @param projection projection that the guarded paths read
 * @param commandTopic topic of the consistency tokens to wait for
 * @param eventTopic topic that the projection reads
 */
record ReadYourWrites(Waiting waiting, String projection, String commandTopic, String eventTopic)
    implements HandlerInterceptor {

  /** Most projections have caught up by then, which saves a request to the command-service. */
  private static final Duration SOON = Duration.ofMillis(250);

  private static final Duration LATER = Duration.ofMillis(1750);
  private static final int RETRY_AFTER_SECONDS = 1;

  /** State that all guarded paths share. */
  record Waiting(ProjectionWatch watch, WaitingRoom room, WrittenCommands written) {}

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
      // The token of another aggregate type does not concern these rows.
      if (token.topic().equals(commandTopic)) {
        waitFor(token, request);
      }
    }
    return true;
  }

  private void waitFor(ConsistencyToken token, HttpServletRequest request)
      throws InterruptedException {
    Source source = new Source(projection, eventTopic, token.partition());
    if (waiting.watch().isReached(source, token.offset())) {
      return;
    }
    long arrivedAt = System.nanoTime();
    String caller = Objects.requireNonNullElse(request.getRemoteUser(), "nobody");
    try (var _ = waiting.room().enter(caller)) {
      if (waiting.watch().await(source, token.offset(), SOON)) {
        return;
      }
      if (!waiting.written().mayHave(token, arrivedAt, request)) {
        throw new ProblemException(
            HttpStatus.BAD_REQUEST,
            "consistency_token_unknown",
            "No command was written at the position of the token; send the token of a write.");
      }
      if (!waiting.watch().await(source, token.offset(), LATER)) {
        if (!waiting.watch().hasReadSince(arrivedAt)) {
          throw new QueryTimeoutException("the positions of the projections cannot be read");
        }
        throw ProblemException.unavailable(
            "projection_behind",
            "The read model has not reached the position of the token yet; try again.",
            RETRY_AFTER_SECONDS);
      }
    }
  }
}
