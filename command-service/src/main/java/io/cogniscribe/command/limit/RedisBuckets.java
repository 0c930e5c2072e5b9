package io.cogniscribe.command.limit;

import io.cogniscribe.settings.RedisAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests that all instances are sent. The connection is made in the background, so
 * that nobody waits for a Redis that is not there: until then, and while it is gone, every use of a
 * bucket fails at once.
 */
final class RedisBuckets implements Buckets, AutoCloseable {

  /** Kept after a bucket is full again, when it is worth no more than a new one. */
  private static final Duration KEPT_AFTER_REFILL = Duration.ofSeconds(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final int THREADS = 2;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI address;
  private final ProxyManager<String> buckets;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, byte[]>> connection;

  /**
   * Buckets in that Redis.
   *
   * @param patience how long a request waits for it
   */
  RedisBuckets(RedisAddress address, Duration patience) {
    this.address = uri(address);
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .build());
    this.buckets =
        new Bucket4jLettuce.LettuceBasedProxyManagerBuilder<>(
                new RememberedStates<>(this::commands))
            .requestTimeout(patience)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    KEPT_AFTER_REFILL))
            .build();
    var _ = connect();
  }

  @Override
  public Bucket bucket(String key, Quota quota) {
    return buckets.builder().build(key, quota::bucket);
  }

  private RedisAsyncCommands<String, byte[]> commands() {
    CompletableFuture<StatefulRedisConnection<String, byte[]>> current = connect();
    if (!current.isDone() || current.isCompletedExceptionally()) {
      throw new RedisException("not connected");
    }
    return current.join().async();
  }

  /** Tries again after a failure; once there is a connection, Lettuce mends it by itself. */
  private synchronized CompletableFuture<StatefulRedisConnection<String, byte[]>> connect() {
    if (connection == null || connection.isCompletedExceptionally()) {
      connection =
          client
              .connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), address)
              .toCompletableFuture();
    }
    return connection;
  }

  private static RedisURI uri(RedisAddress address) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withDatabase(address.database())
            .withSsl(address.tls());
    String password = address.password();
    String username = address.username();
    if (password != null && username != null) {
      uri.withAuthentication(username, password);
    } else if (password != null) {
      uri.withPassword(password.toCharArray());
    }
    return uri.build();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, CONNECT_TIMEOUT);
    resources.shutdown().awaitUninterruptibly();
  }
}
