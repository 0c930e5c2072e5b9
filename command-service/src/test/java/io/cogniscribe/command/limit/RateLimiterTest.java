package io.cogniscribe.command.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.RedisUsers;
import io.cogniscribe.testservers.junit.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits with a real Redis, and without one. */
@RealServers
final class RateLimiterTest {

  private static final Quota TEN = new Quota(10, 100);

  private final RedisAddress address;
  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final String somebody = UUID.randomUUID().toString();
  private RateLimiter limiter;

  RateLimiterTest(TestServers servers) {
    String url = servers.fresh().redisUrl();
    address = Settings.of(Map.of("REDIS_URL", RedisUsers.url(url, "command"))).redis();
    client = RedisClient.create(url);
    redis = client.connect().sync();
    limiter = PatientLimiter.on(address);
  }

  @BeforeEach
  void connect() {
    connected(limiter);
  }

  @AfterEach
  void close() {
    limiter.close();
    client.shutdown();
  }

  /** Waits until the limiter is connected to Redis. */
  private void connected(RateLimiter started) {
    String probe = UUID.randomUUID().toString();
    await()
        .until(() -> {
          started.take(RouteClass.WRITE, probe, new Quota(100_000, 0), 1);
          return redis.exists("ratelimit:write:" + probe) == 1;
        });
  }

  @Test
  void theEleventhRequestOfAMinuteIsRefused() {
    for (int left = 9; left >= 0; left--) {
      Verdict verdict = take(limiter);
      assertThat(verdict.allowed()).isTrue();
      assertThat(verdict.remaining()).isEqualTo(left);
      assertThat(verdict.window()).isEqualTo("minute");
      assertThat(verdict.resetSeconds()).isBetween(1L, 60L);
    }

    Verdict refused = take(limiter);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.header(RouteClass.SUBMISSION))
        .matches("\"submission-minute\";r=0;t=\\d{1,2}");
  }

  @Test
  void theHourHasALimitOfItsOwn() {
    Quota quota = new Quota(10, 2);
    limiter.take(RouteClass.SUBMISSION, somebody, quota, 2);

    Verdict refused = limiter.take(RouteClass.SUBMISSION, somebody, quota, 1);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.window()).isEqualTo("hour");
    assertThat(refused.resetSeconds()).isBetween(3_500L, 3_600L);
  }

  @Test
  void aBatchIsTakenAsAWholeOrNotAtAll() {
    assertThat(limiter.take(RouteClass.SUBMISSION, somebody, TEN, 7).allowed()).isTrue();
    assertThat(limiter.take(RouteClass.SUBMISSION, somebody, TEN, 4).allowed()).isFalse();
    assertThat(limiter.take(RouteClass.SUBMISSION, somebody, TEN, 3).allowed()).isTrue();
    assertThat(limiter.take(RouteClass.SUBMISSION, somebody, TEN, 1_000).allowed()).isFalse();
  }

  @Test
  void clientsAndKindsOfRequestsAreCountedApart() {
    limiter.take(RouteClass.SUBMISSION, somebody, TEN, 10);

    assertThat(take(limiter).allowed()).isFalse();
    assertThat(limiter.take(RouteClass.WRITE, somebody, TEN, 1).allowed()).isTrue();
    assertThat(limiter.take(RouteClass.SUBMISSION, "other" + somebody, TEN, 1).allowed()).isTrue();
  }

  @Test
  void instancesCountTogetherHoweverTheirRequestsInterleave() {
    try (RateLimiter other = PatientLimiter.on(address)) {
      connected(other);
      long allowed =
          IntStream.range(0, 30)
              .mapToObj(i -> take(i % 2 == 0 ? limiter : other))
              .filter(Verdict::allowed)
              .count();

      assertThat(allowed).isEqualTo(10);
    }
  }

  @Test
  void ofConcurrentRequestsExactlyTheQuotaIsLetThrough() {
    Quota quota = new Quota(50, 0);
    try (RateLimiter other = PatientLimiter.on(address);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      connected(other);
      List<CompletableFuture<Verdict>> verdicts =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(
                      () ->
                          (i % 2 == 0 ? limiter : other)
                              .take(RouteClass.SUBMISSION, somebody, quota, 5),
                      clients))
              .toList();

      assertThat(verdicts.stream().map(CompletableFuture::join).filter(Verdict::allowed).count())
          .isEqualTo(10);
    }
  }

  @Test
  void aRequestCostsOneRoundTripAndARefusedOneNone() {
    for (int i = 0; i < 10; i++) {
      long before = commands();
      take(limiter);
      assertThat(evaluated(before)).isEqualTo(1);
    }

    long before = commands();
    assertThat(take(limiter).allowed()).isFalse();
    assertThat(evaluated(before)).isZero();
  }

  @Test
  void aKeyNamesTheClassAndTheClientAndExpires() {
    take(limiter);

    String key = "ratelimit:submission:" + somebody;
    assertThat(redis.exists(key)).isEqualTo(1);
    assertThat(redis.ttl(key)).isBetween(1L, 3_700L);
  }

  @Test
  void aQuotaThatWasChangedCountsFromTheNextRequestOn() {
    limiter.take(RouteClass.SUBMISSION, somebody, TEN, 10);
    assertThat(take(limiter).allowed()).isFalse();

    Quota larger = new Quota(1_000, 10_000);
    limiter.take(RouteClass.SUBMISSION, somebody, larger, 1);
    limiter.take(RouteClass.SUBMISSION, somebody, new Quota(1, 1), 1);

    assertThat(limiter.take(RouteClass.SUBMISSION, somebody, new Quota(1, 1), 1).allowed())
        .isFalse();
  }

  @Test
  void countsAnewWhenTheKeyHoldsAValueOfAnEarlierVersion() {
    redis.set("ratelimit:submission:" + somebody, "\u0001\u0002 12 34");

    assertThat(take(limiter).remaining()).isEqualTo(9);
    assertThat(take(limiter).remaining()).isEqualTo(8);
  }

  @Test
  void aFlushedRedisStartsAnew() {
    take(limiter);
    redis.flushdb();

    Verdict verdict = take(limiter);

    assertThat(verdict.allowed()).isTrue();
    assertThat(verdict.remaining()).isEqualTo(9);
  }

  @Test
  void withoutRedisEachInstanceCountsByItself() {
    try (RateLimiter alone = RateLimiter.on(Optional.empty())) {
      assertThat(tenAndOneMore(alone)).isEqualTo(10);
    }
  }

  @Test
  void aRedisThatIsDownIsReplacedByTheInstanceItself() throws IOException {
    try (RateLimiter down = RateLimiter.on(Optional.of(nobodyAt(freePort())))) {
      assertThat(tenAndOneMore(down)).isEqualTo(10);
    }
  }

  @Test
  void aRedisThatTakesConnectionsAndNeverAnswersIsReplacedToo() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RateLimiter slow = RateLimiter.on(Optional.of(nobodyAt(silent.getLocalPort())))) {
      assertThat(tenAndOneMore(slow)).isEqualTo(10);
    }
  }

  private long tenAndOneMore(RateLimiter counting) {
    return IntStream.range(0, 11).mapToObj(_ -> take(counting)).filter(Verdict::allowed).count();
  }

  private Verdict take(RateLimiter by) {
    return by.take(RouteClass.SUBMISSION, somebody, TEN, 1);
  }

  private static RedisAddress nobodyAt(int port) {
    return new RedisAddress("127.0.0.1", port, null, null, 0, false);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns the number of calls to Redis that counted requests. */
  private long commands() {
    return redis
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  private long evaluated(long before) {
    return commands() - before;
  }
}
