package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;

/**
 * The rules of an aggregate type as pure functions: they give equal decisions for equal states and
 * commands.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <N> its outgoing messages: messages beside events, to other aggregates or to watchers
 * @param <S> its state
 */
public interface Decider<C, E, N, S> {

  /** Returns the state of an aggregate without events. */
  S initial();

  /**
   * Returns the decision on a command to an aggregate in {@code state}. Never throws for bad input.
   */
  Decision<E, N> decide(S state, CommandEnvelope<C> command);

  /** Returns the state after the event. */
  S evolve(S state, RecordedEvent<E> event);

  /** Returns the status in {@code state}, as clients see it. */
  String status(S state);
}
