package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Outcomes by command id, kept for as long as a retry may come. Each principal that writes to Kafka
 * directly has its own space of command ids, so that it cannot use an id of the edge or of another
 * principal. A window store drops expired outcomes by whole segments, without a scan.
 */
record OutcomeStore(WindowStore<UUID, Outcome> store) {

  /** Half of the retention of outcomes: a look-up reads three keys and needs no scan. */
  static final Duration WINDOW = Topics.OUTCOME_RETENTION.dividedBy(2);

  /** A window expires together with its youngest outcome. */
  static final Duration RETENTION = Topics.OUTCOME_RETENTION.plus(WINDOW);

  /**
   * Stores an outcome.
   *
   * @param at the timestamp of {@link RecordedClock}, not {@code recorded_at}: the store expires
   *     outcomes by the latest time that it has seen, so a time in the future would empty it
   */
  void put(Outcome outcome, Instant at) {
    store.put(key(outcome.actor(), outcome.commandId()), outcome, window(at));
  }

  Optional<Outcome> find(Actor actor, UUID commandId, Instant now) {
    return latest(store, key(actor, commandId), now);
  }

  private static UUID key(Actor actor, UUID commandId) {
    return actor.isPrincipal()
        ? DerivedIds.of(commandId, actor.kind() + " " + actor.id(), 0, Instant.EPOCH)
        : commandId;
  }

  /** Returns the outcome of a command of the edge. */
  static Optional<Outcome> latest(
      ReadOnlyWindowStore<UUID, Outcome> store, UUID commandId, Instant now) {
    long oldest = window(now.minus(Topics.OUTCOME_RETENTION));
    for (long window = window(now); window >= oldest; window -= WINDOW.toMillis()) {
      Outcome found = store.fetch(commandId, window);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static long window(Instant time) {
    long millis = time.toEpochMilli();
    return millis - millis % WINDOW.toMillis();
  }
}
