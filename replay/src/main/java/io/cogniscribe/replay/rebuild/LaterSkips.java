package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.ParkedStore;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkippedEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies skips that operators recorded after a generation parked the events.
 *
 * @param parked the parked events of the generation
 */
record LaterSkips<E>(ParkedStore<E> parked, Projection<E> projection, LogReader log) {

  /**
   * Skips the events in the generation, and applies the events that wait behind them.
   *
   * @param skipped all skips that the generation knows
   */
  void follow(List<SkippedEvent> skipped) {
    Set<String> aggregates =
        skipped.stream()
            .filter(skip -> parked.find(skip.at()).isPresent())
            .map(SkippedEvent::streamKey)
            .collect(Collectors.toSet());
    if (!aggregates.isEmpty()) {
      try (RecordReader records = log.single()) {
        new Retry<>(parked, projection, records, _ -> {}).run(new Selection(aggregates, null));
      }
    }
  }
}
