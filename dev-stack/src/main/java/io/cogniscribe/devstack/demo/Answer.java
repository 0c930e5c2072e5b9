package io.cogniscribe.devstack.demo;

import java.time.Duration;
import java.util.Optional;

/** What one attempt of a write came to. */
sealed interface Answer {

  /** The service has done it, now or at an earlier attempt. */
  record Acknowledged(String body) implements Answer {}

  /** Nobody knows yet; the same request with the same key finds out. */
  record NotYet(String reason, Optional<Duration> retryAfter) implements Answer {}

  /** The service will not do it. */
  record Refused(int status, String body) implements Answer {}

  int ACCEPTED = 202;

  /** Sorts a response by its status. */
  static Answer of(int status, Optional<String> retryAfter, String body) {
    return switch (status) {
      case ACCEPTED -> new NotYet("pending", Optional.empty());
      case 408, 425, 429 -> new NotYet("status " + status, seconds(retryAfter));
      default ->
          status >= 500
              ? new NotYet("status " + status, seconds(retryAfter))
              : status < 300 ? new Acknowledged(body) : new Refused(status, body);
    };
  }

  private static Optional<Duration> seconds(Optional<String> retryAfter) {
    return retryAfter
        .filter(value -> value.matches("\\d{1,4}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
