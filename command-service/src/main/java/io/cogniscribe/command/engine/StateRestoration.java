package io.cogniscribe.command.engine;

import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into states. For each aggregate, only its last state in a chunk is written, because
 * writes to the changelog and RocksDB cost more than reads.
 */
final class StateRestoration<C, E, N, S> implements Restoration {

  private final AggregateType<C, E, N, S> aggregateType;
  private final KeyValueStore<UUID, Versioned<S>> states;
  private final RecordedClock clock;
  private final Map<UUID, Versioned<S>> changed = new HashMap<>();
  private Instant youngest = Instant.EPOCH;

  StateRestoration(
      AggregateType<C, E, N, S> aggregateType,
      KeyValueStore<UUID, Versioned<S>> states,
      RecordedClock clock) {
    this.aggregateType = aggregateType;
    this.states = states;
    this.clock = clock;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    RecordedEvent<E> event = aggregateType.events().decode(record.value());
    Versioned<S> before = stateOf(event.streamId());
    // An incomplete store may contain more events than its mark says, if it is older than the
    // marks.
    if (before == null || before.version() < event.version()) {
      S state = before == null ? aggregateType.decider().initial() : before.state();
      changed.put(
          event.streamId(),
          new Versioned<>(event.version(), aggregateType.decider().evolve(state, event)));
    }
    if (event.recordedAt().isAfter(youngest)) {
      youngest = event.recordedAt();
    }
  }

  private @Nullable Versioned<S> stateOf(UUID aggregateId) {
    Versioned<S> folded = changed.get(aggregateId);
    return folded == null ? states.get(aggregateId) : folded;
  }

  @Override
  public int pending() {
    return changed.size();
  }

  @Override
  public void write() {
    changed.forEach(states::put);
    changed.clear();
    if (youngest.isAfter(Instant.EPOCH)) {
      clock.read(youngest.toEpochMilli());
    }
  }
}
