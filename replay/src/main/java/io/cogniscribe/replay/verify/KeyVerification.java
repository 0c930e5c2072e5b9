package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.redis.ProjectedKeys;
import io.cogniscribe.projections.redis.Stand;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.RedisAsking;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.UnifiedJedis;

/**
 * Compares the keys of live with the log, slice by slice, as {@link Verification} does with rows.
 * Redis has no snapshots: some hundred keys are looked at in one script, together with the
 * positions that they have, and the log is read up to just there.
 *
 * @param redis the database that readers see
 * @param scratch a folder on a disk with 2 GiB to spare
 * @param pace how fast it may go
 * @param witness is told of each key that differs at once
 */
public record KeyVerification(
    UnifiedJedis redis, LogReader log, Path scratch, Pace pace, Consumer<RowDifference> witness) {

  /**
   * Compares.
   *
   * @param share the part of all groups that is compared, up to 1; sums always are
   * @param salt decides which ones, for a part
   * @param repair whether keys that differ are replaced
   */
  public <E> Verdict run(VerifiableKeys<E> projection, double share, long salt, boolean repair) {
    return RedisAsking.answer(() -> {
      Instant begin = Instant.now();
      Findings findings = new Findings(projection.name(), witness);
      ProjectedKeys keys = new ProjectedKeys(redis, projection.name());
      Stand start = keys.look(List.of()).stand();
      KeyPass<E> pass = new KeyPass<>(projection, keys, start.now(), pace, repair, findings);
      new Slicer<>(
              projection,
              event -> projection.group(event, start.now()),
              log,
              scratch,
              Slicer.SLICES_AT_ONCE)
          .run(new Positions(start.next()), share, salt, pass::round);
      if (share == 1) {
        pass.checkStrays();
      }
      ProjectedKeys.Look end = keys.look(List.of());
      findings.leftOut(Parked.of(end));
      findings.lag(new Lag(log).of(projection, new Positions(end.stand().next())));
      return findings.verdict(Duration.between(begin, Instant.now()));
    });
  }
}
