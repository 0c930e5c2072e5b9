package io.cogniscribe.devstack.demo;

/** A write was refused, or its outcome was not known in time. */
public final class NotAcknowledged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NotAcknowledged(String message) {
    super(message);
  }

  static NotAcknowledged of(Write write, Answer answer) {
    return new NotAcknowledged(describe(write, answer));
  }

  /** Returns one line that describes the outcome of the write. */
  static String describe(Write write, Answer answer) {
    return switch (answer) {
      case Answer.Acknowledged _ -> write + " was acknowledged";
      case Answer.NotYet(var reason, _) -> write + " was not acknowledged in time: " + reason;
      case Answer.Refused(var status, var body) ->
          "%s was refused with status %d: %s".formatted(write, status, shortened(body));
    };
  }

  private static String shortened(String body) {
    return body.length() <= 300 ? body : body.substring(0, 300) + "…";
  }
}
