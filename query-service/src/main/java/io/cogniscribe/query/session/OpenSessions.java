package io.cogniscribe.query.session;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.SessionCheck;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets in whose session is open: Redis knows, else the tables do, else nobody can tell and nobody
 * is let in.
 */
@Component
class OpenSessions implements SessionCheck {

  private static final int RETRY_AFTER_SECONDS = 2;

  private final LiveSessions redis;
  private final SessionTable table;

  OpenSessions(LiveSessions redis, SessionTable table) {
    this.redis = redis;
    this.table = table;
  }

  /** A token of no session is good until it expires: programs have those. */
  @Override
  public Caller current(Caller caller) {
    UUID sessionId = caller.sessionId();
    if (sessionId == null) {
      return caller;
    }
    Standing standing = redis.find(caller.userId(), sessionId);
    if (standing instanceof Standing.Unknown) {
      standing = table.find(caller.userId(), sessionId);
    }
    return switch (standing) {
      case Standing.Open(var roles) ->
          new Caller(caller.userId(), caller.username(), roles, sessionId);
      case Standing.Ended() ->
          throw new ProblemException(
                  HttpStatus.UNAUTHORIZED, "session_ended", "The session has ended; log in again.")
              .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      case Standing.Unknown() ->
          throw ProblemException.unavailable(
              "revocation_unknown",
              "Whether the session is still open cannot be told at the moment; try again.",
              RETRY_AFTER_SECONDS);
    };
  }
}
