package io.cogniscribe.command.engine;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The restore progress of each store of a partition. A mark is committed together with the values
 * of its store. A store without a mark, or with an offset as its mark, is incomplete.
 */
record RestoreMarks(KeyValueStore<String, Long> store) {

  static final String STORE = "refill-marks";

  private static final long WHOLE = Long.MAX_VALUE;

  static StoreBuilder<KeyValueStore<String, Long>> storeBuilder() {
    // The store has a few values for each task, which change only during a restore.
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long());
  }

  /**
   * Returns the key of a store's mark in the changelog, where a record without a value deletes it.
   */
  static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the offset of the first record of the topic that the store does not contain. */
  long next(String name) {
    Long mark = store.get(name);
    return mark == null ? 0 : mark;
  }

  void holdsUpTo(String name, long next) {
    store.put(name, next);
  }

  /** Returns whether the store was restored completely; from then on its decider maintains it. */
  boolean isWhole(String name) {
    return next(name) == WHOLE;
  }

  void whole(String name) {
    store.put(name, WHOLE);
  }
}
