package io.cogniscribe.command.engine;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.RecordedEvent;

/**
 * The rules of one aggregate type of aggregates, pure: the same state and command always give the
 * same decision.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <N> its outgoing messages: what it says beside events, to other aggregates or to watchers
 * @param <S> its state
 */
public interface Decider<C, E, N, S> {

  /** The state of an aggregate to which nothing has happened. */
  S initial();

  /** What the command does to an aggregate in {@code state}. Never throws for bad input. */
  Decision<E, N> decide(S state, CommandEnvelope<C> command);

  /** The state after the event. */
  S evolve(S state, RecordedEvent<E> event);

  /** The status in {@code state}, as clients see it. */
  String status(S state);
}
