package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.redis.RedisProjection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans a rebuild of Redis. */
final class RedisPlan {

  private RedisPlan() {}

  static Plan of(RedisGenerations generations, KafkaSource kafka) {
    Map<String, Long> offsets = new TreeMap<>();
    long bytes = 0;
    long active = 0;
    int skipped = 0;
    for (RedisProjection<?> projection : generations.projections()) {
      LogExtent extent = LogExtent.of(kafka, projection);
      offsets.putAll(extent.lengths());
      bytes += extent.totalBytes();
      active += extent.length(generations.activePositions(projection).next());
      skipped += generations.skippedInActive(projection).size();
    }
    return new Plan(
        generations.name(),
        generations.projections().stream().mapToInt(Projection::version).max().orElseThrow(),
        offsets,
        bytes,
        generations.projections().stream().<String>map(each -> "keys of " + each.name()).toList(),
        generations.placeOfOther(),
        active == 0 ? bytes * Plan.UNPACKED : memory(generations),
        null,
        rate(generations),
        Plan.suppressed(skipped));
  }

  /** Returns the memory that Redis uses now; the rebuilt keys need at most as much again. */
  private static long memory(RedisGenerations generations) {
    return generations
        .active()
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory_dataset:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private static OptionalDouble rate(RedisGenerations generations) {
    return Stream.of(generations.activeFacts(), generations.factsOfOther())
        .map(RedisGenerations.Facts::fields)
        .filter(facts -> facts.containsKey("fold_millis"))
        .mapToDouble(facts ->
            Long.parseLong(facts.getOrDefault("events", "0"))
                * 1e3
                / Math.max(1, Long.parseLong(facts.getOrDefault("fold_millis", "1"))))
        .filter(rate -> rate > 0)
        .findFirst();
  }
}
