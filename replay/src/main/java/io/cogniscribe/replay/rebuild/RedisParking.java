package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisParked;
import io.cogniscribe.projections.redis.RedisProjection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.UnifiedJedis;

/**
 * The parked events of one projection in both databases, read at equal positions.
 *
 * @param nowApplicable the offsets of events that are parked in the active generation and that the
 *     current code can apply
 */
record RedisParking<E>(
    RedisProjection<E> projection,
    Parking parking,
    Map<TopicPartition, SortedSet<Long>> nowApplicable) {

  /**
   * The offset for a stream that is parked without a parked record: later records will be parked.
   */
  private static final long NO_RECORD_YET = Long.MAX_VALUE - 1;

  static <E> RedisParking<E> of(RedisGenerations generations, RedisProjection<E> projection) {
    RedisParked<E> ofActive =
        new RedisParked<>(generations.active(), projection, generations.clock());
    RedisParked<E> ofOther =
        new RedisParked<>(generations.other(), projection, generations.clock());
    Parking parking =
        new Parking(
            firsts(generations.active(), projection, ofActive),
            firsts(generations.other(), projection, ofOther));
    return new RedisParking<>(projection, parking, nowApplicable(parking, ofActive));
  }

  private static <E> Map<ParkedStream, Long> firsts(
      UnifiedJedis redis, RedisProjection<E> projection, RedisParked<E> parked) {
    Map<ParkedStream, Long> firsts = new HashMap<>();
    redis
        .smembers(new RedisKeys(projection.storedName()).parkedStreams())
        .forEach(member -> firsts.put(RedisKeys.parseMember(member), NO_RECORD_YET));
    for (TopicPartition partition : parked.partitions()) {
      parked
          .heads(partition, -1, Selection.ALL, Integer.MAX_VALUE)
          .forEach(head ->
              firsts.put(new ParkedStream(partition, head.streamKey()), head.at().offset()));
    }
    return firsts;
  }

  private static Map<TopicPartition, SortedSet<Long>> nowApplicable(
      Parking parking, RedisParked<?> ofActive) {
    Map<TopicPartition, Set<String>> streams = new HashMap<>();
    parking
        .nowApplicable()
        .forEach(stream ->
            streams
                .computeIfAbsent(stream.partition(), _ -> new HashSet<>())
                .add(stream.streamKey()));
    Map<TopicPartition, SortedSet<Long>> offsets = new HashMap<>();
    streams.forEach((partition, keys) ->
        ofActive.waiting(partition, keys, -1, Integer.MAX_VALUE).stream()
            .filter(event ->
                parking.isNowApplicable(
                    new ParkedStream(partition, event.streamKey()), event.at().offset()))
            .forEach(event ->
                offsets.computeIfAbsent(partition, _ -> new TreeSet<>()).add(event.at().offset())));
    return offsets;
  }

  /**
   * Returns the amounts by which active sums would grow if the now applicable events were applied.
   */
  Map<String, Long> sums(LogReader log) {
    Map<String, Long> sums = new HashMap<>();
    if (!nowApplicable.isEmpty()) {
      new NowApplicableEvents<>(projection, log)
          .forEach(
              nowApplicable,
              event ->
                  projection
                      .addends(event.fact())
                      .forEach((key, more) -> sums.merge(key, more, Long::sum)));
    }
    return sums;
  }
}
