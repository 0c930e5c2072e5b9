package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Compares the parked events of the active generation with those that the current code would park,
 * for the streams of a slice.
 *
 * @param slice the events of the slice's groups; a group whose id is a stream's has all events that
 *     the fold of that stream could refuse
 * @param poisoned the offset of the first unreadable record of each stream, by the current code
 */
record ParkingCheck<E>(
    GroupFold<E> folds, Map<UUID, List<Event<E>>> slice, Map<ParkedStream, Long> poisoned) {

  /**
   * Compares the parked events.
   *
   * @param inSlice accepts the keys of streams that belong to the slice
   */
  void run(Predicate<String> inSlice, Findings findings) {
    Parked parked = folds.parked();
    parked.streams().keySet().stream()
        .filter(stream -> inSlice.test(stream.streamKey()) && isNowApplicable(stream))
        .forEach(stream -> findings.nowApplicable(stream.streamKey()));
    poisoned.entrySet().stream()
        .filter(poison -> inSlice.test(poison.getKey().streamKey()))
        .filter(poison -> poison.getValue() < parked.from(poison.getKey()))
        .filter(poison -> !parked.skips().contains(at(poison.getKey(), poison.getValue())))
        .forEach(poison -> findings.regressed(poison.getKey().streamKey()));
  }

  private static Coordinates at(ParkedStream stream, long offset) {
    return new Coordinates(stream.partition(), offset);
  }

  private boolean isNowApplicable(ParkedStream stream) {
    Parked parked = folds.parked();
    long poison = poisoned.getOrDefault(stream, Long.MAX_VALUE);
    if (poison <= parked.from(stream) || parked.byDatabase(stream)) {
      return false;
    }
    List<Event<E>> events =
        Objects.requireNonNullElse(slice.get(UUID.fromString(stream.streamKey())), List.of());
    return !folds.refusesFirstParked(events);
  }
}
