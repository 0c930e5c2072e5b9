package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.parking.ParkedEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The parked pointers of a projection into Redis. They are read in pages of 1000, so that other
 * clients do not wait for long.
 */
record RedisPointers(UnifiedJedis redis, RedisKeys keys) {

  private static final int PIECE = 1_000;

  /** Passes every pointer to the taker, in any order. */
  void forEach(BiConsumer<Coordinates, RedisBatch.Pointer> taker) {
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<Map.Entry<String, String>> piece =
          redis.hscan(keys.parkedEvents(), cursor, new ScanParams().count(PIECE));
      piece
          .getResult()
          .forEach(
              entry -> taker.accept(RedisKeys.parseField(entry.getKey()), parse(entry.getValue())));
      cursor = piece.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Returns the pointers of a partition, by offset. */
  TreeMap<Long, ParkedEvent> of(TopicPartition partition) {
    TreeMap<Long, ParkedEvent> pointers = new TreeMap<>();
    forEach((at, pointer) -> {
      if (at.partition().equals(partition)) {
        pointers.put(at.offset(), event(at, pointer));
      }
    });
    return pointers;
  }

  /** Returns the pointer to a record. */
  Optional<RedisBatch.Pointer> find(Coordinates at) {
    return Optional.ofNullable(redis.hget(keys.parkedEvents(), RedisKeys.field(at)))
        .map(RedisPointers::parse);
  }

  static ParkedEvent event(Coordinates at, RedisBatch.Pointer pointer) {
    return new ParkedEvent(at, pointer.streamKey(), pointer.error(), pointer.schemaFingerprint());
  }

  private static RedisBatch.Pointer parse(String json) {
    return RedisBatch.JSON.readValue(json, RedisBatch.Pointer.class);
  }
}
