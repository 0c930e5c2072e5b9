package io.cogniscribe.projections.redis;

import io.cogniscribe.settings.RedisAddress;
import java.util.List;
import java.util.function.Predicate;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Empties the Redis databases of the projections: the active one, and the two for rebuilds and
 * verification. One command empties a database, so that a running projection finds all of its keys
 * or none.
 *
 * @param redis the active database, with a user who may empty databases
 * @param projections all projections that write there
 */
public record RedisRemoval(RedisAddress redis, List<RedisProjection<?>> projections) {

  private static final String BOOKS = "projection:";
  private static final int PAGE = 1_000;

  public RedisRemoval {
    projections = List.copyOf(projections);
  }

  /**
   * Checks that the databases have only keys of projections.
   *
   * @throws IllegalStateException when a key does not belong to a projection; the message names it
   */
  public void requireOurs() {
    for (RedisAddress each : databases()) {
      try (RedisClient client = RedisConnections.open(each)) {
        requireOurs(client, each.database());
      }
    }
  }

  private void requireOurs(RedisClient client, int database) {
    Predicate<String> isOurs =
        key ->
            key.startsWith(BOOKS)
                || projections.stream()
                    .anyMatch(each ->
                        each.keysToForget().contains(key)
                            || each.prefixes().stream().anyMatch(key::startsWith));
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = client.scan(cursor, new ScanParams().count(PAGE));
      page.getResult().stream()
          .filter(isOurs.negate())
          .findFirst()
          .ifPresent(foreign -> {
            throw new IllegalStateException(
                "nothing was removed: the database %d of Redis holds keys of another program, such as '%s'. Give each program a database of its own (REDIS_URL)"
                    .formatted(database, foreign));
          });
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  public void run() {
    for (RedisAddress each : databases()) {
      try (RedisClient client = RedisConnections.open(each)) {
        client.flushDB();
      }
    }
  }

  private List<RedisAddress> databases() {
    return List.of(redis, redis.forRebuilds(), redis.forVerification());
  }
}
