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
 * Lets a read wait, for 2 seconds at most, until the projection that it reads has passed the
 * command whose position the client sent.
 */
final class ReadYourWrites implements HandlerInterceptor {

  /** Most projections are there by then; it is not worth asking anybody before. */
  private static final Duration SOON = Duration.ofMillis(250);

  private static final Duration LATER = Duration.ofMillis(1750);
  private static final int RETRY_AFTER_SECONDS = 1;

  /** What all guarded paths share. */
  record Waiting(ProjectionWatch watch, WaitingRoom room, WrittenCommands written) {}

  private final Waiting waiting;
  private final String projection;
  private final String commandTopic;
  private final String eventTopic;

  /**
   * @param projection the one that the guarded paths read
   * @param commandTopic the topic whose positions are waited for
   * @param eventTopic the topic that the projection folds
   */
  ReadYourWrites(Waiting waiting, String projection, String commandTopic, String eventTopic) {
    this.waiting = waiting;
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
      // The token of another aggregate type says nothing about the rows that are read here.
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
