package io.cogniscribe.query.session;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.SessionCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Accepts callers whose session is open, by Redis or else by the tables. If neither knows, it
 * refuses with 503.
 */
@Component
class OpenSessions implements SessionCheck {

  private static final int RETRY_AFTER_SECONDS = 2;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final RedisSessions redis;
  private final SessionTable table;

  OpenSessions(RedisSessions redis, SessionTable table) {
    this.redis = redis;
    this.table = table;
  }

  /**
   * Returns the state of the session. Waits up to 2 seconds for a session that has just begun and
   * may not be projected yet; its id contains the time. Does not wait for one that is closed.
   */
  private Status arrived(UUID userId, UUID sessionId) {
    Instant arrival = begin(sessionId).plus(ARRIVES_WITHIN);
    Status status = find(userId, sessionId);
    while (status instanceof Status.Ended
        && Instant.now().isBefore(arrival)
        && !table.isClosed(sessionId)) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      status = find(userId, sessionId);
    }
    return status;
  }

  private Status find(UUID userId, UUID sessionId) {
    Status status = redis.find(userId, sessionId);
    return status instanceof Status.Unknown ? table.find(userId, sessionId) : status;
  }

  /**
   * Returns the time in the id, or the epoch if it has none. RFC 9562: the first 48 bits of version
   * 7 are milliseconds.
   */
  private static Instant begin(UUID id) {
    return id.version() == 7
        ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
        : Instant.EPOCH;
  }

  /** Returns a caller without a session unchanged: its API key was checked before. */
  @Override
  public Caller current(Caller caller) {
    UUID sessionId = caller.sessionId();
    if (sessionId == null) {
      return caller;
    }
    return switch (arrived(caller.userId(), sessionId)) {
      case Status.Open(var roles) -> caller.withRoles(roles);
      case Status.Ended() ->
          throw new ProblemException(
                  HttpStatus.UNAUTHORIZED, "session_ended", "The session has ended; log in again.")
              .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      case Status.Unknown() ->
          throw ProblemException.unavailable(
              "revocation_unknown",
              "Cannot check the session at the moment; try again.",
              RETRY_AFTER_SECONDS);
    };
  }
}
