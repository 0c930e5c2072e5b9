package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.engine.Projection;
import io.cogniscribe.projector.engine.RecordReader;
import io.cogniscribe.projector.parking.ParkedStore;
import io.cogniscribe.projector.parking.Retry;
import io.cogniscribe.projector.replay.Meter.Step;

/** A projection, and what it has set aside. */
record ParkedWork<E>(Projection<E> projection, ParkedStore<E> store) {

  Retry<E> retry(RecordReader log, Step step) {
    return new Retry<>(store, projection, log, applied -> step.add(applied, 0));
  }

  /** How many records are set aside. */
  long records() {
    return store.groups().stream().mapToLong(group -> group.aggregates() + group.waiting()).sum();
  }
}
