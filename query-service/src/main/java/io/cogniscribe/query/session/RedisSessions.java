package io.cogniscribe.query.session;

import io.cogniscribe.query.store.RedisReads;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Repository;

/**
 * Open sessions in Redis. A missing session counts as ended only while the heartbeat key exists: a
 * Redis that was emptied or lags has none.
 */
@Repository
class RedisSessions {

  private static final String HEARTBEAT = "projection:sessions-live:heartbeat";
  private static final List<Object> FIELDS = List.of("user_id", "roles");

  private final RedisReads redis;

  RedisSessions(RedisReads redis) {
    this.redis = redis;
  }

  /** Returns the state of the user's session, in one round trip. */
  Status find(UUID userId, UUID sessionId) {
    return redis
        .read(template -> ask(template, sessionId))
        .map(answers -> status(userId, answers))
        .orElseGet(Status.Unknown::new);
  }

  private static List<@Nullable Object> ask(StringRedisTemplate template, UUID sessionId) {
    return template.executePipelined(
        new SessionCallback<Object>() {
          // The operations are those of the template, and a pipelined callback must return null.
          @Override
          @SuppressWarnings({"unchecked", "NullAway"})
          public <K, V> Object execute(RedisOperations<K, V> operations) {
            RedisOperations<String, String> texts = (RedisOperations<String, String>) operations;
            texts.opsForValue().get(HEARTBEAT);
            texts.opsForHash().multiGet("session:" + sessionId, FIELDS);
            return null;
          }
        });
  }

  private static Status status(UUID userId, List<@Nullable Object> answers) {
    if (answers.getFirst() == null) {
      return new Status.Unknown();
    }
    List<?> session = Objects.requireNonNull((List<?>) answers.get(1));
    return userId.toString().equals(session.get(0)) && session.get(1) instanceof String roles
        ? Status.Open.of(List.of(roles.split(",")))
        : new Status.Ended();
  }
}
