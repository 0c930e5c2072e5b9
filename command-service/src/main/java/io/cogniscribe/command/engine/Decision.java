package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a decider answers. A rejection is a value, not an exception. */
public sealed interface Decision<E, N> {

  /**
   * The command takes effect: the events are appended, the outgoing messages sent, and the reply
   * given.
   */
  record Accepted<E, N>(List<E> events, List<N> messages, Reply reply) implements Decision<E, N> {

    public Accepted {
      events = List.copyOf(events);
      messages = List.copyOf(messages);
    }
  }

  /** The command takes no effect; the reason is its outcome. */
  record Rejected<E, N>(Outcome.Rejected reason) implements Decision<E, N> {}

  /** Whom an accepted command answers. */
  sealed interface Reply {}

  /** The sender of this command. */
  record Now() implements Reply {}

  /** The sender of this command, but not yet: a later command settles it. */
  record Later() implements Reply {}

  /** Nobody: it is a step inside the backend. */
  record Nobody() implements Reply {}

  /**
   * The sender of an earlier command that was told {@link Later}.
   *
   * @param rejection why it was refused; null when it was accepted
   */
  record Settled(UUID commandId, Outcome.@Nullable Rejected rejection) implements Reply {}

  /** Accepted, answered at once. */
  static <E, N> Decision<E, N> accepted(List<E> events) {
    return new Accepted<>(events, List.of(), new Now());
  }

  /** Rejected. */
  static <E, N> Decision<E, N> rejected(Outcome.Reason reason, String code, String message) {
    return new Rejected<>(Outcome.Rejected.of(reason, code, message));
  }
}
