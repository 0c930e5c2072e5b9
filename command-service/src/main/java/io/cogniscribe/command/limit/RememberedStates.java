package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.PipelinedRedisFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Redis as Bucket4j sees it, in one round trip instead of two. Bucket4j reads a bucket's state and
 * then swaps it for the next one, provided that it is still the same. The read is answered from
 * memory with the state that this instance saw last (none, for a new client): when another instance
 * has written since, the swap fails, and the state is read from Redis after all. A request that is
 * refused changes nothing, and costs no round trip: others may only have taken more.
 *
 * @param <K> any type: Bucket4j passes keys as an array of objects
 */
final class RememberedStates<K> implements RedisApi<K> {

  private static final int MAX_CLIENTS = 50_000;

  /** Empty: what is remembered has turned out to be out of date. */
  private final Cache<K, Optional<byte[]>> states =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(Duration.ofHours(1)).build();

  private final Supplier<RedisAsyncCommands<K, byte[]>> redis;

  RememberedStates(Supplier<RedisAsyncCommands<K, byte[]>> redis) {
    this.redis = redis;
  }

  @Override
  @SuppressWarnings("NullAway") // Bucket4j takes null for a bucket that does not exist.
  public RedisFuture<byte[]> get(K key) {
    Optional<byte[]> known = states.getIfPresent(key);
    if (known == null || known.isPresent()) {
      byte[] state = known == null ? null : known.get();
      return new PipelinedRedisFuture<>(CompletableFuture.completedFuture(state));
    }
    return new PipelinedRedisFuture<>(
        redis
            .get()
            .get(key)
            .thenApply(state -> {
              if (state == null) {
                states.invalidate(key);
              } else {
                states.put(key, Optional.of(state));
              }
              return state;
            }));
  }

  /**
   * Runs one of Bucket4j's scripts: {@code (next, expiry)} makes a bucket, {@code (last, next,
   * expiry)} swaps its state; 1 means that it did.
   */
  @Override
  public <V> RedisFuture<V> eval(
      String script, ScriptOutputType type, K[] keys, byte[][] arguments) {
    byte[] next = arguments[arguments.length - 2];
    states.put(keys[0], Optional.empty());
    return new PipelinedRedisFuture<>(
        redis
            .get()
            .<V>eval(script, type, keys, arguments)
            .thenApply(swapped -> {
              if (Boolean.TRUE.equals(swapped)) {
                states.put(keys[0], Optional.of(next));
              }
              return swapped;
            }));
  }

  @Override
  @SuppressWarnings("unchecked") // Lettuce takes one key as an array of keys, and only reads it.
  public RedisFuture<?> delete(K key) {
    states.put(key, Optional.empty());
    return redis.get().del(key);
  }
}
