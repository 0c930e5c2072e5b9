package io.cogniscribe.command.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The two times of a partition, which never decrease.
 *
 * <p>{@code recorded_at} is the log-append time of a command, or that of an earlier command if it
 * is later. The timestamp is the Kafka timestamp of the records that a decision writes, and the
 * time by which outcomes expire. The two are equal unless the broker's clock has jumped: a
 * timestamp is never more than {@link #TOLERANCE} ahead of this machine's time. Otherwise brokers
 * refuse the records, and one command with a wrong time expires all outcomes.
 *
 * @param wallClock the time of this machine
 */
record RecordedClock(KeyValueStore<String, Long> store, InstantSource wallClock) {

  static final String STORE = "recorded-clock";

  /** The largest expected difference between the clocks of brokers and services. */
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final String LAST = "last";

  /** The last timestamp; stored only while it differs from the last {@code recorded_at}. */
  private static final String LAST_TIMESTAMP = "last-timestamp";

  /** The times of one command. */
  record Reading(Instant recordedAt, Instant timestamp) {}

  static StoreBuilder<KeyValueStore<String, Long>> storeBuilder() {
    // The store has one value for each task. It is cached, so that a commit writes the value once,
    // not once for each command.
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /** Returns the times of a command that was appended at {@code appendedAtMillis}. */
  Reading read(long appendedAtMillis) {
    Long last = store.get(LAST);
    long recordedAt = last == null ? appendedAtMillis : Math.max(last, appendedAtMillis);
    Reading reading =
        new Reading(
            Instant.ofEpochMilli(recordedAt), Instant.ofEpochMilli(timestamp(recordedAt, last)));
    if (last == null || recordedAt != last) {
      store.put(LAST, recordedAt);
    }
    return reading;
  }

  private long timestamp(long recordedAt, @Nullable Long last) {
    Long lastTimestamp = store.get(LAST_TIMESTAMP);
    long now = wallClock.millis();
    if (recordedAt <= now + TOLERANCE.toMillis()) {
      if (lastTimestamp != null) {
        store.delete(LAST_TIMESTAMP);
      }
      return recordedAt;
    }
    Long floor = lastTimestamp == null ? last : lastTimestamp;
    // If this machine's clock is wrong, the last timestamp is the lower limit.
    long timestamp = floor == null ? now : Math.max(floor, now);
    store.put(LAST_TIMESTAMP, timestamp);
    return timestamp;
  }
}
