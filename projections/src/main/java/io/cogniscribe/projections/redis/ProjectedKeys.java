package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.StoreException;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.parking.Skips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** The keys of a projection: looked at, and replaced, at one place of the log. */
public record ProjectedKeys(UnifiedJedis redis, String projection) {

  /**
   * So many cells are looked at in one script: a few milliseconds, in which nobody else is served.
   */
  public static final int AT_ONCE = 500;

  private static final int STAND_PARTS = 4;
  private static final Script LOOK = Script.load("look.lua");
  private static final Script REPLACE = Script.load("replace.lua");

  private static final int MAX_ATTEMPTS = 20;

  /**
   * What was in cells, and where the projection stood.
   *
   * @param parked the offset of the first parked record of each stream that has any
   * @param skips the records that are passed over
   */
  public record Look(
      Stand stand, Map<Cell, Content> contents, Map<ParkedStream, Long> parked, Skips skips) {

    /** What was in a cell that was looked at. */
    public Content in(Cell cell) {
      return contents.getOrDefault(cell, Content.NOTHING);
    }
  }

  private record Glance(Stand stand, Map<Cell, Content> contents) {}

  /**
   * Looks at some cells, about {@link #AT_ONCE} at most, in one step.
   *
   * @throws StoreException when parked records are retried all the time
   */
  public Look look(List<Cell> cells) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Glance glance = glance(cells);
      Map<ParkedStream, Long> parked = parkedBefore(glance.stand.next());
      Skips skips = new Skips(new RedisSkips(redis, projection).read());
      // What was parked since stands beyond the positions; what is parked no longer was retried.
      if (glance(List.of()).stand.parksLike(glance.stand)) {
        return new Look(glance.stand, glance.contents, parked, skips);
      }
    }
    throw new StoreException(
        "parked records of '%s' are being retried: try again afterwards".formatted(projection));
  }

  private Glance glance(List<Cell> cells) {
    List<?> answer =
        (List<?>) LOOK.run(redis, books(), List.of(RedisBatch.JSON.writeValueAsString(cells)));
    Instant now = Instant.ofEpochMilli(Long.parseLong(String.valueOf(answer.get(2))));
    Stand stand =
        new Stand(
            String.valueOf(answer.get(0)),
            String.valueOf(answer.get(1)),
            map((List<?>) answer.get(3)),
            now);
    Map<Cell, Content> contents = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      contents.put(cells.get(i), content((List<?>) answer.get(i + STAND_PARTS), now));
    }
    return new Glance(stand, contents);
  }

  private static Content content(List<?> cell, Instant now) {
    long left = (Long) cell.get(1);
    return new Content(
        String.valueOf(cell.get(0)),
        map((List<?>) cell.get(2)),
        left < 0 ? Content.NEVER : now.toEpochMilli() + left);
  }

  private static Map<String, String> map(List<?> flat) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      map.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
    }
    return map;
  }

  private Map<ParkedStream, Long> parkedBefore(Map<TopicPartition, Long> next) {
    Map<ParkedStream, Long> first = new HashMap<>();
    new RedisPointers(redis, new RedisKeys(projection))
        .forEach((at, pointer) -> {
          if (at.offset() < next.getOrDefault(at.partition(), 0L)) {
            first.merge(
                new ParkedStream(at.partition(), pointer.streamKey()), at.offset(), Math::min);
          }
        });
    return first;
  }

  private record Replaced(
      String key,
      @Nullable String field,
      @Nullable String type,
      @Nullable List<String> fields,
      @Nullable Long expiresAt) {

    static Replaced of(Cell cell, Content content) {
      if (content.equals(Content.NOTHING)) {
        return new Replaced(cell.key(), cell.field(), null, null, null);
      }
      List<String> fields = new ArrayList<>();
      content.sorted().forEach((field, value) -> fields.addAll(List.of(field, value)));
      return new Replaced(
          cell.key(),
          cell.field(),
          content.type(),
          fields,
          content.expiresAt() == Content.NEVER ? null : content.expiresAt());
    }
  }

  private record Replacement(
      String generation, String retries, Map<String, String> positions, List<Replaced> cells) {}

  /** Replaces cells, if the projection still stands there; else changes nothing. */
  public boolean replace(Stand stand, Map<Cell, Content> cells) {
    Replacement replacement =
        new Replacement(
            stand.generation(),
            stand.retries(),
            stand.positions(),
            cells.entrySet().stream()
                .map(entry -> Replaced.of(entry.getKey(), entry.getValue()))
                .toList());
    Object replaced =
        REPLACE.run(redis, books(), List.of(RedisBatch.JSON.writeValueAsString(replacement)));
    return Long.valueOf(1).equals(replaced);
  }

  private List<String> books() {
    RedisKeys keys = new RedisKeys(projection);
    return List.of(RedisKeys.GENERATION, keys.retries(), keys.positions());
  }
}
