package io.cogniscribe.devstack.demo;

import java.time.Duration;
import java.util.Optional;

/** The result of one attempt to write. */
sealed interface Answer {

  /** The service has executed the write, now or at an earlier attempt. */
  record Acknowledged(String body) implements Answer {}

  /** The outcome is unknown; the same request with the same key finds it out. */
  record NotYet(String reason, Optional<Duration> retryAfter) implements Answer {}

  /** The service refuses the write. */
  record Refused(int status, String body) implements Answer {}

  int ACCEPTED = 202;

  /** Classifies a response by its status. */
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
