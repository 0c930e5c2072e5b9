package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedStore;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.replay.rebuild.Meter.Step;
import java.util.Set;

/** A projection and its parked events. */
record ParkedWork<E>(Projection<E> projection, ParkedStore<E> store) {

  Retry<E> retry(RecordReader log, Step step) {
    return new Retry<>(store, projection, log, applied -> step.add(applied, 0));
  }

  String name() {
    return projection.name();
  }

  /** Returns the first parked record of the aggregate of a parked record. */
  Coordinates firstOfAggregate(ParkedEvent event) {
    Selection aggregate = new Selection(Set.of(event.streamKey()), null);
    return store.heads(event.at().partition(), -1, aggregate, 1).getFirst().at();
  }

  /** Returns whether the projection skips a record, by the current audit log. */
  boolean skips(Coordinates at, SkipLog auditLog) {
    return store.skipped(auditLog).stream().anyMatch(skip -> skip.at().equals(at));
  }

  /** Returns whether the projection reads a topic. */
  boolean reads(String topic) {
    return projection.sources().stream().anyMatch(source -> source.topic().equals(topic));
  }

  /** Counts the parked records. */
  long records() {
    return store.groups().stream().mapToLong(group -> group.aggregates() + group.waiting()).sum();
  }
}
