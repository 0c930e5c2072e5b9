package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Folds groups in memory, up to the events that the projector has applied.
 *
 * @param parked the events that the projector has not applied
 */
record GroupFold<E>(VerifiableProjection<E> projection, Parked parked) {

  Fold<E, TableRow> applied(List<Event<E>> events) {
    return fold(events, event -> event.at().offset() < parked.from(streamOf(event)));
  }

  /** Returns whether the current code refuses an applied event or the first parked one. */
  boolean refusesFirstParked(List<Event<E>> events) {
    return fold(events, event -> event.at().offset() <= parked.from(streamOf(event)))
        .refusal()
        .isPresent();
  }

  private Fold<E, TableRow> fold(List<Event<E>> events, Predicate<Event<E>> isFolded) {
    Skips skips = parked.skips();
    return fold(
        events.stream()
            .filter(event -> isFolded.test(event) && !skips.contains(event.at()))
            .map(event -> event.after(skips.before(streamOf(event), event.at())))
            .toList());
  }

  static ParkedStream streamOf(Event<?> event) {
    return new ParkedStream(event.at().partition(), event.streamKey());
  }

  /** Folds events. A fold that throws refuses the event at which it throws, as in the projector. */
  private Fold<E, TableRow> fold(List<Event<E>> events) {
    try {
      return projection.fold(events);
    } catch (RuntimeException fault) {
      for (int length = events.size() - 1; length >= 0; length--) {
        try {
          Fold<E, TableRow> before = projection.fold(events.subList(0, length));
          Refusal<E> refusal = new Refusal<>(events.get(length), Faults.describe(fault));
          return new Fold<>(before.rows(), Optional.of(before.refusal().orElse(refusal)));
        } catch (RuntimeException earlier) {
          // An earlier event is at fault.
        }
      }
      throw fault;
    }
  }
}
