package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * All records and state changes of one command. A draft is complete and its records are encoded
 * before any of them is written, so a decision with a record that is too large writes nothing.
 */
final class Draft<S> {

  private final List<Outbox.Outgoing> records = new ArrayList<>();
  private final Instant at;
  private @Nullable Outcome outcome;
  private @Nullable UUID aggregateId;
  private @Nullable Versioned<S> state;

  /**
   * Creates an empty draft.
   *
   * @param at the time from which its outcome is kept, see {@link OutcomeStore#put}
   */
  Draft(Instant at) {
    this.at = at;
  }

  void add(Outbox.Outgoing outgoing) {
    records.add(outgoing);
  }

  /** Stores an outcome for retries of its command. */
  void store(Outcome settled) {
    outcome = settled;
  }

  void store(UUID aggregate, Versioned<S> changed) {
    aggregateId = aggregate;
    state = changed;
  }

  /** Returns the stored outcome; empty for a step without a reply. */
  Optional<Outcome.Result> result() {
    return Optional.ofNullable(outcome).map(Outcome::result);
  }

  void write(Outbox outbox, KeyValueStore<UUID, Versioned<S>> states, OutcomeStore outcomes) {
    if (aggregateId != null) {
      states.put(aggregateId, state);
    }
    if (outcome != null) {
      outcomes.put(outcome, at);
    }
    records.forEach(outbox::send);
  }
}
