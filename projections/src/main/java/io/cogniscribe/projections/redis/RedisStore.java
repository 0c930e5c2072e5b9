package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Applied;
import io.cogniscribe.projections.engine.Batch;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.engine.ProjectionStore;
import io.cogniscribe.projections.engine.Start;
import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.engine.StoredPosition;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.ParkedStreams;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.parking.Sorted;
import io.cogniscribe.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Stores a projection in Redis. Keys, positions and parked pointers change in one script.
 *
 * <p>The positions are stored beside the keys. An emptied Redis has no positions either, so its
 * keys are made again from the start of the log. A Redis that lost its last writes continues from
 * its own older position.
 *
 * @param <E> the part of an event that the projection uses
 */
public final class RedisStore<E> implements ProjectionStore<E> {

  private static final Script CLAIM = Script.load("claim.lua");
  private static final Script BEAT = Script.load("beat.lua");

  private static final String NEVER_SWAPPED = "0";

  /** The time for which a beat counts. */
  private static final Duration BEAT_EXPIRY = Duration.ofSeconds(5);

  private final UnifiedJedis redis;
  private final RedisProjection<E> projection;
  private final RedisKeys keys;
  private final CodeVersion version;
  private final Script apply;
  private final Clock clock;
  private final ParkedStreams parked;
  private final RedisSkips skips;
  private final SkipLog auditLog;
  private final Map<TopicPartition, String> topicIds = new HashMap<>();
  private final AtomicLong parkedEvents = new AtomicLong();

  /** The number of swaps at the time when the positions were last read. */
  private String generation = NEVER_SWAPPED;

  /**
   * Creates a store.
   *
   * @param redis the client, which the caller closes
   * @param clock determines which keys have expired
   * @param auditLog the source of skips, read before a partition is claimed
   */
  public RedisStore(
      UnifiedJedis redis, RedisProjection<E> projection, Clock clock, SkipLog auditLog) {
    this.skips = new RedisSkips(redis, projection.storedName());
    this.auditLog = auditLog;
    this.redis = redis;
    this.projection = projection;
    this.keys = new RedisKeys(projection.storedName());
    this.version = CodeVersion.of(projection);
    this.apply = Script.load("begin.lua", projection.script(), "end.lua");
    this.clock = clock;
    this.parked = new ParkedStreams(projection.name());
  }

  @Override
  public String server() {
    return "Redis";
  }

  @Override
  public Map<TopicPartition, StoredPosition> read(Set<TopicPartition> partitions) {
    return asking(() -> {
      String made = readGeneration();
      Map<TopicPartition, StoredPosition> positions = new HashMap<>();
      List<TopicPartition> asked = List.copyOf(partitions);
      List<String> stored =
          redis.hmget(
              keys.positions(), asked.stream().map(RedisKeys::field).toArray(String[]::new));
      for (int i = 0; i < asked.size(); i++) {
        String value = stored.get(i);
        if (value != null) {
          version.require(made);
          positions.put(asked.get(i), position(value));
        }
      }
      loadParked(partitions);
      return positions;
    });
  }

  @Override
  public Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<String, String> stored = asking(() -> redis.hgetAll(keys.positions()));
    partitions.forEach(partition -> {
      String value = stored.get(RedisKeys.field(partition));
      if (value != null) {
        offsets.put(partition, position(value).nextOffset());
      }
    });
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> claim(Map<TopicPartition, Start> starts) {
    if (starts.isEmpty()) {
      return Map.of();
    }
    return asking(() -> {
      readGeneration();
      // The store must know all skips before it folds a record.
      skips.learn(auditLog);
      List<String> all =
          new ArrayList<>(
              List.of(
                  keys.positions(),
                  RedisKeys.GENERATION,
                  keys.parkedStreams(),
                  keys.parkedEvents(),
                  keys.parkedLast(),
                  keys.heartbeat(),
                  keys.beats()));
      all.addAll(projection.keysToForget());
      List<TopicPartition> claimed = List.copyOf(starts.keySet());
      List<String> arguments = new ArrayList<>(List.of(version.field(), version.ours()));
      for (TopicPartition partition : claimed) {
        Start start = Objects.requireNonNull(starts.get(partition));
        topicIds.put(partition, start.topicId());
        arguments.add(RedisKeys.field(partition));
        arguments.add(start.topicId() + ":" + start.offset());
      }
      List<?> current = (List<?>) CLAIM.run(redis, all, arguments);
      version.require((String) current.getFirst());
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (int i = 0; i < claimed.size(); i++) {
        positions.put(claimed.get(i), position((String) current.get(i + 1)).nextOffset());
      }
      loadParked(starts.keySet());
      return positions;
    });
  }

  @Override
  public Applied commit(Batch<E> batch) {
    Instant now = clock.instant();
    Sorted<E> sorted = parked.sort(batch.records());
    Object changes;
    try {
      changes = projection.changes(sorted.events(), now);
    } catch (RuntimeException fault) {
      return new Applied.Refused(Faults.describe(fault));
    }
    RedisBatch argument =
        new RedisBatch(
            generation,
            batch.advances().stream()
                .map(advance -> RedisBatch.Position.of(advance, topicIds))
                .toList(),
            sorted.behind().stream().map(RedisKeys::member).toList(),
            sorted.parked().stream().map(event -> RedisBatch.Parked.of(event, now)).toList(),
            changes);
    Object applied = asking(() -> apply.run(redis, keys.ofBatch(), List.of(argument.json())));
    if (!Long.valueOf(1).equals(applied)) {
      return new Applied.Moved();
    }
    parked.committed(sorted.parked());
    parkedEvents.addAndGet(sorted.parked().size());
    return new Applied.Committed();
  }

  @Override
  public boolean beat(Map<TopicPartition, Long> positions) {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(BEAT_EXPIRY.toMillis()));
    arguments.add(String.valueOf(Topics.PARTITIONS * projection.sources().size()));
    positions.forEach((partition, next) -> {
      arguments.add(RedisKeys.field(partition));
      arguments.add(Objects.requireNonNull(topicIds.get(partition)) + ":" + next);
    });
    return asking(() -> Long.valueOf(1).equals(BEAT.run(redis, keys.ofBeat(), arguments)));
  }

  @Override
  public long parked() {
    return parkedEvents.get();
  }

  /** Does nothing, because the caller owns the client. */
  @Override
  public void close() {}

  /**
   * Reads the generation. This must be the first read, so that the next batch detects a swap in
   * between.
   *
   * @return the recorded version of the code that made the keys; null when none is recorded
   */
  private @Nullable String readGeneration() {
    List<String> facts = redis.hmget(RedisKeys.GENERATION, "number", version.field());
    generation = Objects.requireNonNullElse(facts.getFirst(), NEVER_SWAPPED);
    return facts.getLast();
  }

  private void loadParked(Set<TopicPartition> partitions) {
    Map<ParkedStream, Long> streams = new HashMap<>();
    for (String member : redis.smembers(keys.parkedStreams())) {
      ParkedStream stream = RedisKeys.parseMember(member);
      if (partitions.contains(stream.partition())) {
        streams.put(stream, 1L);
      }
    }
    parked.load(partitions, streams, new Skips(skips.read()));
    parkedEvents.set(redis.hlen(keys.parkedEvents()));
  }

  static StoredPosition position(String value) {
    int colon = value.lastIndexOf(':');
    return new StoredPosition(
        value.substring(0, colon), Long.parseLong(value.substring(colon + 1)), false);
  }

  static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw new StoreException("Redis: " + e.getMessage(), e);
    }
  }
}
