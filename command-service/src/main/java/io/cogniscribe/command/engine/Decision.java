package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A decider's answer to a command. A rejection is a value, not an exception. */
public sealed interface Decision<E, N> {

  /**
   * An accepted command: the events are appended, the outgoing messages are sent, and the reply is
   * given.
   */
  record Accepted<E, N>(List<E> events, List<N> messages, Reply reply) implements Decision<E, N> {

    public Accepted {
      events = List.copyOf(events);
      messages = List.copyOf(messages);
    }
  }

  /** A command without effect; the reason is its outcome. */
  record Rejected<E, N>(Outcome.Rejected reason) implements Decision<E, N> {}

  /** The receiver of the reply to an accepted command. */
  sealed interface Reply {}

  /** Replies to the sender of this command. */
  record Now() implements Reply {}

  /** Replies to the sender of this command later, when another command settles it. */
  record Later() implements Reply {}

  /** Replies to no one: the command is a step inside the backend. */
  record Nobody() implements Reply {}

  /**
   * Replies to the sender of an earlier command whose reply was {@link Later}.
   *
   * @param rejection the reason if it was refused; null if it was accepted
   */
  record Settled(UUID commandId, Outcome.@Nullable Rejected rejection) implements Reply {}

  /** Returns an accepted decision with an immediate reply. */
  static <E, N> Decision<E, N> accepted(List<E> events) {
    return new Accepted<>(events, List.of(), new Now());
  }

  /** Returns a rejection. */
  static <E, N> Decision<E, N> rejected(Outcome.Reason reason, String code, String message) {
    return new Rejected<>(Outcome.Rejected.of(reason, code, message));
  }
}
