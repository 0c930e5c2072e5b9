package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Outcomes by command id, for as long as a retry may come. It is a window store because that drops
 * what is too old by whole segments, without a scan.
 */
record OutcomeStore(WindowStore<UUID, Outcome> store) {

  static final Duration RETENTION = Topics.OUTCOME_RETENTION;

  /** Outcomes of one hour share a window: a look-up visits few windows, whatever the store. */
  static final Duration WINDOW = Duration.ofHours(1);

  void put(Outcome outcome) {
    long millis = outcome.recordedAt().toEpochMilli();
    store.put(outcome.commandId(), outcome, millis - millis % WINDOW.toMillis());
  }

  Optional<Outcome> find(UUID commandId, Instant now) {
    return latest(store, commandId, now);
  }

  static Optional<Outcome> latest(
      ReadOnlyWindowStore<UUID, Outcome> store, UUID commandId, Instant now) {
    try (WindowStoreIterator<Outcome> found =
        store.backwardFetch(commandId, now.minus(RETENTION), now)) {
      return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
    }
  }
}
