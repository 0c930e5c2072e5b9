package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.StoredPosition;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.UnifiedJedis;

/**
 * The stored skips of a projection into Redis, with the positions up to which the audit log was
 * read.
 */
record RedisSkips(UnifiedJedis redis, String projection) {

  private static final String READ = "read:";
  private static final String SKIP = "skip:";

  /** A stored skip. */
  record Stored(String streamKey, String reason, String by, String skippedAt) {}

  /** Returns the records that are skipped. */
  List<SkippedEvent> read() {
    List<SkippedEvent> skipped = new ArrayList<>();
    redis
        .hgetAll(key())
        .forEach((field, value) -> {
          if (field.startsWith(SKIP)) {
            Stored stored = RedisBatch.JSON.readValue(value, Stored.class);
            skipped.add(
                new SkippedEvent(
                    projection,
                    RedisKeys.parseField(field.substring(SKIP.length())),
                    stored.streamKey(),
                    stored.reason(),
                    stored.by(),
                    Instant.parse(stored.skippedAt())));
          }
        });
    return skipped;
  }

  /** Reads new records of the audit log and adds their skips. */
  void learn(SkipLog auditLog) {
    Map<TopicPartition, SkipLog.Position> read = new HashMap<>();
    redis
        .hgetAll(key())
        .forEach((field, value) -> {
          if (field.startsWith(READ)) {
            StoredPosition position = RedisStore.position(value);
            read.put(
                RedisKeys.parsePartition(field.substring(READ.length())),
                new SkipLog.Position(position.topicId(), position.nextOffset()));
          }
        });
    SkipLog.News news = auditLog.since(read);
    Map<String, String> fields = new HashMap<>();
    news.next()
        .forEach((partition, next) ->
            fields.put(READ + RedisKeys.field(partition), next.topicId() + ":" + next.next()));
    news.skipped().stream()
        .filter(skip -> skip.projection().equals(projection))
        .forEach(skip -> fields.put(field(skip), value(skip)));
    if (!fields.isEmpty()) {
      redis.hset(key(), fields);
    }
  }

  private static String field(SkippedEvent skip) {
    return SKIP + RedisKeys.field(skip.at());
  }

  private static String value(SkippedEvent skip) {
    return RedisBatch.JSON.writeValueAsString(
        new Stored(skip.streamKey(), skip.reason(), skip.by(), skip.skippedAt().toString()));
  }

  private String key() {
    return new RedisKeys(projection).skips();
  }
}
