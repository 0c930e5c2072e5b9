package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.command.job.JobState;
import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The restoration of states from events in an incomplete store. */
final class StateRestorationTest {

  private static final Instant T0 = Instant.parse("2026-11-01T08:00:00Z");
  private static final UUID JOB = JobHistory.job(0);
  private static final AggregateType<?, JobEvent, ?, JobState> FAMILY =
      JobAggregateType.of(new JobRules(1_000_000), SignedRecords.PROOF, _ -> true);

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final KeyValueStore<UUID, Versioned<JobState>> states =
      opened(
          Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("states"),
              Serdes.UUID(),
              Serdes.serdeFrom(
                  (_, state) -> FAMILY.states().encode(state),
                  (_, bytes) -> bytes == null ? null : FAMILY.states().decode(bytes))));
  private final RecordedClock clock =
      new RecordedClock(opened(RecordedClock.storeBuilder()), () -> T0);
  private final StateRestoration<?, JobEvent, ?, JobState> restoration =
      new StateRestoration<>(FAMILY, states, clock);

  @Test
  void eventsOfChunksAreFoldedInOrder() {
    restoration.take(record(1));
    restoration.take(record(2));
    restoration.write();
    assertThat(statusAndVersion()).isEqualTo("PROCESSING 2");

    restoration.take(record(3));
    assertThat(restoration.pending()).isEqualTo(1);
    restoration.write();
    assertThat(statusAndVersion()).isEqualTo("COMPLETED 3");
    assertThat(restoration.pending()).isZero();
  }

  /** Stores from versions without marks are complete but have no mark. */
  @Test
  void whatAStateHoldsAlreadyIsPassedOver() {
    states.put(
        JOB,
        new Versioned<>(
            2,
            new JobState.Existing(JobHistory.OWNER, JobStatus.PROCESSING, 1, 1, T0, "worker-1")));

    restoration.take(record(1));
    restoration.write();
    assertThat(statusAndVersion()).isEqualTo("PROCESSING 2");

    restoration.take(record(2));
    restoration.take(record(3));
    restoration.write();
    assertThat(statusAndVersion()).isEqualTo("COMPLETED 3");
  }

  @Test
  void theClockGoesOnAfterTheYoungestEvent() {
    restoration.take(record(1));
    restoration.write();

    assertThat(clock.read(0).recordedAt()).isEqualTo(T0);
  }

  private String statusAndVersion() {
    Versioned<JobState> stored = states.get(JOB);
    assertThat(stored).isNotNull();
    assertThat(stored.state()).isInstanceOf(JobState.Existing.class);
    return ((JobState.Existing) stored.state()).status() + " " + stored.version();
  }

  private static ConsumerRecord<byte[], byte[]> record(int version) {
    RecordedEvent<JobEvent> event = JobHistory.event(0, version, T0);
    return new ConsumerRecord<>(
        "events", 0, version, new byte[0], Codecs.jobEvents().encode(event));
  }

  private <K, V> KeyValueStore<K, V> opened(StoreBuilder<KeyValueStore<K, V>> builder) {
    KeyValueStore<K, V> store = builder.withLoggingDisabled().withCachingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
