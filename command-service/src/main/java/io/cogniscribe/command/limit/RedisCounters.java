package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import io.cogniscribe.command.limit.Counters.Counter;
import io.cogniscribe.settings.RedisAddress;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests to all instances in Redis. The connection is opened in the background, so
 * that no request waits for an unavailable Redis: without a connection, every call fails at once.
 */
final class RedisCounters implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final int THREADS = 2;

  /**
   * A script that does in Redis the work of {@link Counters#take}, on the text {@code used end used
   * end}, minute before hour. Any other value counts as no requests.
   */
  private static final String TAKE =
      """
      local requests, now = tonumber(ARGV[1]), tonumber(ARGV[2])
      local known = redis.call('GET', KEYS[1]) or ''
      local counters = {string.match(known, '^(%d+) (%d+) (%d+) (%d+)$')}
      local allowed = 1
      for i = 1, 2 do
        local used, ends = tonumber(counters[2 * i - 1]), tonumber(counters[2 * i])
        local limit, length = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
        if not ends or ends <= now then used, ends = 0, now + length end
        if limit > 0 and used + requests > limit then allowed = 0 end
        counters[2 * i - 1], counters[2 * i] = used, ends
      end
      if allowed == 1 then
        counters[1], counters[3] = counters[1] + requests, counters[3] + requests
        local text = string.format('%d %d %d %d', unpack(counters))
        redis.call('SET', KEYS[1], text, 'PX', math.max(counters[2], counters[4]) - now)
      end
      return {allowed, unpack(counters)}
      """;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI address;
  private final Duration patience;

  /**
   * The latest counters that this instance has read. A request that exceeds them is refused without
   * a call to Redis: until a window ends, the counts of the other instances can only increase them.
   */
  private final Cache<String, Counters> seen = Counters.cache();

  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;

  /**
   * Counts in Redis.
   *
   * @param patience the longest time that a request waits for Redis
   */
  RedisCounters(RedisAddress address, Duration patience) {
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
    this.patience = patience;
    var _ = connect();
  }

  /**
   * Counts the requests against the client's quota, or none of them if not enough is left.
   *
   * @param now in milliseconds since the epoch
   * @throws RedisException when Redis is not connected, fails or does not answer in time
   */
  Counters take(String key, Quota quota, int requests, long now) {
    Counters known = seen.getIfPresent(key);
    if (known != null) {
      Counters next = known.take(quota, requests, now);
      if (!next.allowed()) {
        return next;
      }
    }
    Counters counters = ask(key, quota, requests, now);
    seen.put(key, counters);
    return counters;
  }

  private Counters ask(String key, Quota quota, int requests, long now) {
    RedisFuture<List<Long>> reply =
        commands()
            .eval(
                TAKE,
                ScriptOutputType.MULTI,
                new String[] {key},
                String.valueOf(requests),
                String.valueOf(now),
                String.valueOf(quota.perMinute()),
                String.valueOf(quota.minute().length().toMillis()),
                String.valueOf(quota.perHour()),
                String.valueOf(quota.hour().length().toMillis()));
    List<Long> values =
        LettuceFutures.awaitOrCancel(reply, patience.toMillis(), TimeUnit.MILLISECONDS);
    return new Counters(
        values.get(0) == 1,
        new Counter(values.get(1), values.get(2)),
        new Counter(values.get(3), values.get(4)));
  }

  private RedisAsyncCommands<String, String> commands() {
    CompletableFuture<StatefulRedisConnection<String, String>> current = connect();
    if (!current.isDone() || current.isCompletedExceptionally()) {
      throw new RedisException("not connected");
    }
    return current.join().async();
  }

  /** Connects again after a failed attempt. Lettuce restores an open connection by itself. */
  private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connect() {
    if (connection == null || connection.isCompletedExceptionally()) {
      connection = client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
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
