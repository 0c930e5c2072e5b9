package io.cogniscribe.replay.explain;

import io.cogniscribe.message.RecordedEvent;

/**
 * What a subject takes from an event, and the event's envelope.
 *
 * @param <E> what it takes
 */
public record Told<E>(Envelope envelope, E fact) {

  /** What was taken from an event. */
  public static <E> Told<E> of(RecordedEvent<?> event, E fact) {
    return new Told<>(Envelope.of(event), fact);
  }
}
