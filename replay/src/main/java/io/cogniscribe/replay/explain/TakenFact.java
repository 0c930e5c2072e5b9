package io.cogniscribe.replay.explain;

import io.cogniscribe.message.RecordedEvent;

/**
 * The facts that a subject takes from an event, and the event's envelope.
 *
 * @param <E> the facts
 */
public record TakenFact<E>(Envelope envelope, E fact) {

  public static <E> TakenFact<E> of(RecordedEvent<?> event, E fact) {
    return new TakenFact<>(Envelope.of(event), fact);
  }
}
