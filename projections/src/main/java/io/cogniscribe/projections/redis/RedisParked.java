package io.cogniscribe.projections.redis;

import static io.cogniscribe.projections.redis.RedisStore.asking;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedGroup;
import io.cogniscribe.projections.parking.ParkedStore;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.ParkedStreams;
import io.cogniscribe.projections.parking.Retried;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.parking.Sorted;
import io.cogniscribe.projections.parking.Waiting;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * The parked records of a projection into Redis. Used by one thread. Redis does not order pointers,
 * so all pointers of the current partition are kept in memory, without their records.
 */
public final class RedisParked<E> implements ParkedStore<E> {

  private final UnifiedJedis redis;
  private final RedisProjection<E> projection;
  private final RedisKeys keys;
  private final RedisPointers pointers;
  private final RedisSkips skips;
  private final CodeVersion version;
  private final Clock clock;
  private final Script script;
  private @Nullable TopicPartition inHand;
  private TreeMap<Long, ParkedEvent> parked = new TreeMap<>();

  public RedisParked(UnifiedJedis redis, RedisProjection<E> projection, Clock clock) {
    this.redis = redis;
    this.projection = projection;
    this.keys = new RedisKeys(projection.storedName());
    this.pointers = new RedisPointers(redis, keys);
    this.skips = new RedisSkips(redis, projection.storedName());
    this.version = CodeVersion.of(projection);
    this.clock = clock;
    this.script = Script.load("retry-begin.lua", projection.script(), "retry-end.lua");
  }

  @Override
  public Set<TopicPartition> partitions() {
    return asking(() ->
        redis.smembers(keys.parkedStreams()).stream()
            .map(member -> RedisKeys.parseMember(member).partition())
            .collect(Collectors.toSet()));
  }

  @Override
  public List<ParkedGroup> groups() {
    return asking(() -> RedisGroups.of(projection.name(), pointers));
  }

  @Override
  public Optional<ParkedEvent> find(Coordinates at) {
    return asking(() -> pointers.find(at).map(pointer -> RedisPointers.event(at, pointer)));
  }

  @Override
  public long waitingBehind(ParkedEvent event) {
    read(event.at().partition());
    return parked.tailMap(event.at().offset(), false).values().stream()
        .filter(each -> each.streamKey().equals(event.streamKey()))
        .count();
  }

  @Override
  public List<ParkedEvent> heads(
      TopicPartition partition, long after, Selection selection, int limit) {
    if (after < 0) {
      read(partition);
    }
    Set<String> seen = new HashSet<>();
    return parked.values().stream()
        .filter(event -> seen.add(event.streamKey()))
        .filter(event -> event.at().offset() > after && selection.matches(event))
        .limit(limit)
        .toList();
  }

  @Override
  public List<ParkedEvent> waiting(
      TopicPartition partition, Collection<String> streamKeys, long after, int limit) {
    if (!partition.equals(inHand)) {
      read(partition);
    }
    List<ParkedEvent> chunk = chunk(streamKeys, after, limit);
    if (chunk.isEmpty()) {
      // More records may have been parked since.
      read(partition);
      chunk = chunk(streamKeys, after, limit);
    }
    return chunk;
  }

  private List<ParkedEvent> chunk(Collection<String> streamKeys, long after, int limit) {
    return parked.tailMap(after, false).values().stream()
        .filter(event -> streamKeys.contains(event.streamKey()))
        .limit(limit)
        .toList();
  }

  private void read(TopicPartition partition) {
    parked = asking(() -> pointers.of(partition));
    inHand = partition;
  }

  @Override
  public List<SkippedEvent> skipped(SkipLog auditLog) {
    return asking(() -> {
      skips.learn(auditLog);
      return skips.read();
    });
  }

  /**
   * Increments the number of the generation, so that the loop reads everything again, as after a
   * swap.
   */
  @Override
  public void readAgain() {
    asking(() -> redis.hincrBy(RedisKeys.GENERATION, "number", 1));
  }

  /** Returns the stored skips of the projection, without reading the audit log. */
  public List<SkippedEvent> skipped() {
    return asking(skips::read);
  }

  @Override
  public void failed(ParkedEvent event) {
    asking(() ->
        redis.hset(
            keys.parkedEvents(),
            Map.of(RedisKeys.field(event.at()), RedisBatch.JSON.writeValueAsString(now(event)))));
  }

  @Override
  public Retried retry(TopicPartition partition, List<Waiting<E>> chunk) {
    version.require(asking(() -> redis.hget(RedisKeys.GENERATION, version.field())));
    ParkedStreams streams = new ParkedStreams(projection.name());
    streams.load(Set.of(), Map.of(), new Skips(asking(skips::read)));
    Sorted<E> sorted = streams.sort(Waiting.records(chunk));
    Object changes;
    try {
      changes = projection.changes(sorted.events(), clock.instant());
    } catch (RuntimeException fault) {
      return new Retried.Refused(Faults.describe(fault));
    }
    RedisRetry argument = argument(chunk, sorted.parked(), changes);
    Object applied =
        asking(() ->
            script.run(
                redis,
                List.of(
                    keys.parkedStreams(),
                    keys.parkedEvents(),
                    keys.parkedLast(),
                    keys.retries(),
                    RedisKeys.GENERATION),
                List.of(RedisBatch.JSON.writeValueAsString(argument))));
    if (!Long.valueOf(1).equals(applied)) {
      inHand = null;
      return new Retried.Moved();
    }
    argument.gone().forEach(field -> parked.remove(RedisKeys.parseField(field).offset()));
    return new Retried.Done(argument.gone().size(), sorted.parked());
  }

  private RedisRetry argument(
      List<Waiting<E>> chunk, List<ParkedEvent> stillParked, Object changes) {
    Map<ParkedStream, ParkedEvent> last = new LinkedHashMap<>();
    chunk.forEach(each -> last.put(each.pointer().stream(), each.pointer()));
    Set<Coordinates> failed = stillParked.stream().map(ParkedEvent::at).collect(Collectors.toSet());
    return new RedisRetry(
        chunk.stream().map(each -> RedisKeys.field(each.pointer().at())).toList(),
        chunk.stream()
            .map(each -> each.pointer().at())
            .filter(at -> !failed.contains(at))
            .map(RedisKeys::field)
            .toList(),
        stillParked.stream()
            .map(event ->
                new RedisRetry.Failed(
                    RedisKeys.member(event.stream()),
                    RedisKeys.field(event.at()),
                    event.error() == null ? null : now(event)))
            .toList(),
        RedisRetry.streams(last),
        version.field(),
        version.ours(),
        changes);
  }

  /** Returns the pointer of a record that has failed again, with the current time. */
  private RedisBatch.Pointer now(ParkedEvent event) {
    String parkedAt =
        asking(() -> pointers.find(event.at()))
            .map(RedisBatch.Pointer::parkedAt)
            .orElseGet(() -> clock.instant().toString());
    return new RedisBatch.Pointer(
        event.streamKey(),
        event.error(),
        event.schemaFingerprint(),
        parkedAt,
        clock.instant().toString());
  }
}
