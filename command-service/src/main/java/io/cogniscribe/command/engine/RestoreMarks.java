package io.cogniscribe.command.engine;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How much of the log each store of a partition holds. A mark is committed with what it says about
 * its store. A store without one, or with an offset, is not whole, whatever is in it.
 */
record RestoreMarks(KeyValueStore<String, Long> store) {

  static final String STORE = "refill-marks";

  private static final long WHOLE = Long.MAX_VALUE;

  static StoreBuilder<KeyValueStore<String, Long>> storeBuilder() {
    // A handful of values a task, which change only while stores are restored.
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long());
  }

  /** The key of a store's mark in the changelog, where a record without a value deletes it. */
  static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** The offset of the first record of its topic that the store does not hold. */
  long next(String name) {
    Long mark = store.get(name);
    return mark == null ? 0 : mark;
  }

  void holdsUpTo(String name, long next) {
    store.put(name, next);
  }

  /** Whether the store was filled once; from then on its decider keeps it. */
  boolean isWhole(String name) {
    return next(name) == WHOLE;
  }

  void whole(String name) {
    store.put(name, WHOLE);
  }
}
