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
 * What was skipped in the active generation since a generation has parked it.
 *
 * @param parked what the generation has set aside
 */
record LaterSkips<E>(ParkedStore<E> parked, Projection<E> projection, LogReader log) {

  /**
   * The generation passes over it, too, and applies what has waited behind.
   *
   * @param skipped all that the generation knows to be skipped
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
