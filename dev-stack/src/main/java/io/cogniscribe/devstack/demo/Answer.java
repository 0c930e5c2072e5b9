package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The result of one attempt to write. */
sealed interface Answer {

  /** The service has executed the write, now or at an earlier attempt. */
  record Acknowledged(String body) implements Answer {

    /** Returns a field of the JSON body as text. */
    String field(String name) {
      return JsonMapper.shared().readTree(body).path(name).asString();
    }
  }

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

  /**
   * Returns this answer to the write if it is an acknowledgement.
   *
   * @throws Refusal when the service refuses the write; the message has its reason
   * @throws NotAcknowledged when the outcome is unknown
   */
  default Acknowledged orRefusal(Write write) {
    return switch (this) {
      case Acknowledged acknowledged -> acknowledged;
      case Refused(_, var body) -> throw Refusal.usage(body);
      case NotYet _ -> throw NotAcknowledged.of(write, this);
    };
  }

  private static Optional<Duration> seconds(Optional<String> retryAfter) {
    return retryAfter
        .filter(value -> value.matches("\\d{1,4}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
