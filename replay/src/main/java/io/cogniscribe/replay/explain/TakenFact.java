package io.cogniscribe.replay.explain;

import io.cogniscribe.message.RecordedEvent;

/**
 * What a subject takes from an event, and the event's envelope.
 *
 * @param <E> what it takes
 */
public record TakenFact<E>(Envelope envelope, E fact) {

  /** What was taken from an event. */
  public static <E> TakenFact<E> of(RecordedEvent<?> event, E fact) {
    return new TakenFact<>(Envelope.of(event), fact);
  }
}
