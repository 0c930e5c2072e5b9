package io.cogniscribe.command.engine;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The time at which things are recorded: the log-append time of the command, and never earlier than
 * what the partition has recorded before.
 */
record RecordedClock(KeyValueStore<String, Long> store) {

  static final String STORE = "recorded-clock";

  private static final String LAST = "last";

  static StoreBuilder<KeyValueStore<String, Long>> storeBuilder() {
    // One value a task: in memory, and cached, so that a commit writes it once and not a command.
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /** The recording time of a command that was appended at {@code appendedAtMillis}. */
  Instant recordedAt(long appendedAtMillis) {
    Long last = store.get(LAST);
    long now = last == null ? appendedAtMillis : Math.max(last, appendedAtMillis);
    if (last == null || now != last) {
      store.put(LAST, now);
    }
    return Instant.ofEpochMilli(now);
  }
}
