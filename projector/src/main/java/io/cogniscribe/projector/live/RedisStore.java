package io.cogniscribe.projector.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projector.engine.Applied;
import io.cogniscribe.projector.engine.Batch;
import io.cogniscribe.projector.engine.Decoded;
import io.cogniscribe.projector.engine.Faults;
import io.cogniscribe.projector.engine.ProjectionStore;
import io.cogniscribe.projector.engine.Start;
import io.cogniscribe.projector.engine.StoreException;
import io.cogniscribe.projector.engine.StoredPosition;
import io.cogniscribe.projector.parking.ParkedStream;
import io.cogniscribe.projector.parking.ParkedStreams;
import io.cogniscribe.projector.parking.Sorted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the live projection in Redis: keys, positions and parked pointers change in one script.
 *
 * <p>The positions stand beside what was made of the log. A Redis that was emptied has no positions
 * either, and is filled again from the beginning; one that lost its last second goes on from where
 * its own position says.
 */
public final class RedisStore implements ProjectionStore<TaskFact> {

  private static final Script CLAIM = Script.load("claim.lua");
  private static final Script APPLY = Script.load("apply.lua");
  private static final List<String> STATE =
      List.of(LiveKeys.POSITIONS, LiveKeys.PARKED_STREAMS, LiveKeys.PARKED_EVENTS);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private final UnifiedJedis redis;
  private final Clock clock;
  private final ParkedStreams parked;
  private final Map<TopicPartition, String> topicIds = new HashMap<>();
  private final AtomicLong parkedEvents = new AtomicLong();

  /**
   * A store.
   *
   * @param redis the caller's, to close
   * @param clock tells which tasks have expired
   */
  public RedisStore(UnifiedJedis redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
    this.parked = new ParkedStreams(LiveProjection.NAME);
  }

  @Override
  public Map<TopicPartition, StoredPosition> read(Set<TopicPartition> partitions) {
    return asking(() -> {
      Map<TopicPartition, StoredPosition> positions = new HashMap<>();
      List<TopicPartition> asked = List.copyOf(partitions);
      List<String> stored =
          redis.hmget(
              LiveKeys.POSITIONS, asked.stream().map(LiveKeys::field).toArray(String[]::new));
      for (int i = 0; i < asked.size(); i++) {
        String value = stored.get(i);
        if (value != null) {
          positions.put(asked.get(i), position(value));
        }
      }
      loadParked(partitions);
      return positions;
    });
  }

  @Override
  public Map<TopicPartition, Long> claim(Map<TopicPartition, Start> starts) {
    if (starts.isEmpty()) {
      return Map.of();
    }
    return asking(() -> {
      List<String> keys = new ArrayList<>(STATE);
      Stream.of(JobStatus.values()).map(LiveKeys::counter).forEach(keys::add);
      List<TopicPartition> claimed = List.copyOf(starts.keySet());
      List<String> arguments = new ArrayList<>();
      for (TopicPartition partition : claimed) {
        Start start = Objects.requireNonNull(starts.get(partition));
        topicIds.put(partition, start.topicId());
        arguments.add(LiveKeys.field(partition));
        arguments.add(start.topicId() + ":" + start.offset());
      }
      List<?> current = (List<?>) CLAIM.run(redis, keys, arguments);
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (int i = 0; i < claimed.size(); i++) {
        positions.put(claimed.get(i), position(String.valueOf(current.get(i))).nextOffset());
      }
      loadParked(starts.keySet());
      return positions;
    });
  }

  @Override
  public Applied commit(Batch<TaskFact> batch) {
    Instant now = clock.instant();
    Sorted<TaskFact> sorted = parked.sort(batch.records());
    LiveChanges changes;
    try {
      changes = LiveFold.fold(sorted.events().stream().map(Decoded.Event::fact).toList(), now);
    } catch (RuntimeException fault) {
      return new Applied.Refused(Faults.describe(fault));
    }
    LiveBatch argument =
        new LiveBatch(
            batch.advances().stream()
                .map(advance -> LiveBatch.Position.of(advance, topicIds))
                .toList(),
            sorted.behind().stream().map(LiveKeys::member).toList(),
            changes.tasks(),
            changes.counters(),
            sorted.parked().stream().map(event -> LiveBatch.Parked.of(event, now)).toList());
    Object applied =
        asking(() -> APPLY.run(redis, STATE, List.of(JSON.writeValueAsString(argument))));
    if (!Long.valueOf(1).equals(applied)) {
      return new Applied.Moved();
    }
    parked.committed(sorted.parked());
    parkedEvents.addAndGet(sorted.parked().size());
    return new Applied.Committed();
  }

  @Override
  public long parked() {
    return parkedEvents.get();
  }

  /** The client is the caller's. */
  @Override
  public void close() {}

  private void loadParked(Set<TopicPartition> partitions) {
    Map<ParkedStream, Long> streams = new HashMap<>();
    for (String member : redis.smembers(LiveKeys.PARKED_STREAMS)) {
      ParkedStream stream = LiveKeys.parseMember(member);
      if (partitions.contains(stream.partition())) {
        streams.put(stream, 1L);
      }
    }
    parked.load(partitions, streams);
    parkedEvents.set(redis.hlen(LiveKeys.PARKED_EVENTS));
  }

  private static StoredPosition position(String value) {
    int colon = value.lastIndexOf(':');
    return new StoredPosition(
        value.substring(0, colon), Long.parseLong(value.substring(colon + 1)), false);
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw new StoreException("Redis: " + e.getMessage(), e);
    }
  }
}
