package io.cogniscribe.projections.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cogniscribe.projections.engine.Advance;
import io.cogniscribe.projections.parking.ParkedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The argument of the script that applies a batch; {@code begin.lua} describes its parts. */
record RedisBatch(
    String generation,
    List<Position> positions,
    List<String> behind,
    List<Parked> parked,
    Object changes) {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /** Returns the JSON, in snake_case and without null values. */
  String json() {
    return JSON.writeValueAsString(this);
  }

  record Position(String field, String expected, String next) {

    static Position of(Advance advance, Map<TopicPartition, String> topicIds) {
      String topicId = Objects.requireNonNull(topicIds.get(advance.partition()));
      return new Position(
          RedisKeys.field(advance.partition()),
          topicId + ":" + advance.expected(),
          topicId + ":" + advance.next());
    }
  }

  record Parked(String stream, String field, Pointer pointer) {

    static Parked of(ParkedEvent event, Instant now) {
      return new Parked(
          RedisKeys.member(event.stream()),
          RedisKeys.field(event.at()),
          new Pointer(
              event.streamKey(), event.error(), event.schemaFingerprint(), now.toString(), null));
    }
  }

  record Pointer(
      String streamKey,
      @Nullable String error,
      @Nullable String schemaFingerprint,
      String parkedAt,
      @Nullable String lastFailedAt) {}
}
