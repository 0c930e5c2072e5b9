package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.VerifiableKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Finds what a projection has in Redis, whether or not the log knows it. */
record KeyScan(UnifiedJedis redis, VerifiableKeys<?> projection) {

  private static final Logger LOG = LoggerFactory.getLogger(KeyScan.class);
  private static final int PAGE = 500;

  /**
   * Hands on every cell, page by page, in no order; now and then one twice. The sums are none.
   *
   * @param taker takes a cell and whose it is
   */
  void run(BiConsumer<Cell, Optional<UUID>> taker) {
    projection.sharedHashes().forEach(hash -> fields(hash, taker));
    try {
      keys(taker);
    } catch (JedisAccessControlException e) {
      // A service may not look around: what no event leads to is for an operator's command to find.
      LOG.debug(
          "keys of {} without events are not looked for: {}", projection.name(), e.getMessage());
    }
  }

  private void fields(String hash, BiConsumer<Cell, Optional<UUID>> taker) {
    if (!redis.type(hash).equals("hash")) {
      return;
    }
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<Map.Entry<String, String>> page =
          redis.hscan(hash, cursor, new ScanParams().count(PAGE));
      for (Map.Entry<String, String> entry : page.getResult()) {
        Cell cell = new Cell(hash, entry.getKey());
        taker.accept(cell, projection.owner(cell, null));
      }
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  private void keys(BiConsumer<Cell, Optional<UUID>> taker) {
    Set<String> sums = Set.copyOf(projection.keysToForget());
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = redis.scan(cursor, new ScanParams().count(PAGE));
      List<String> ours =
          page.getResult().stream()
              .filter(key -> projection.prefixes().stream().anyMatch(key::startsWith))
              .filter(key -> !sums.contains(key))
              .toList();
      List<@Nullable String> named = named(ours);
      for (int i = 0; i < ours.size(); i++) {
        Cell cell = Cell.of(ours.get(i));
        taker.accept(cell, projection.owner(cell, named.get(i)));
      }
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Whose the keys say that they are; null where one does not. */
  private List<@Nullable String> named(List<String> keys) {
    String field = projection.ownerField();
    List<@Nullable String> named = new ArrayList<>();
    if (field == null || keys.isEmpty()) {
      keys.forEach(_ -> named.add(null));
      return named;
    }
    List<Response<String>> answers = new ArrayList<>();
    try (AbstractPipeline questions = redis.pipelined()) {
      keys.forEach(key -> answers.add(questions.hget(key, field)));
    }
    for (Response<String> answer : answers) {
      named.add(answerOf(answer));
    }
    return named;
  }

  private static @Nullable String answerOf(Response<String> answer) {
    try {
      return answer.get();
    } catch (JedisDataException noHash) {
      return null;
    }
  }
}
