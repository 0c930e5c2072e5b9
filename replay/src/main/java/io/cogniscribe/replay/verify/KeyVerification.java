package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.replay.rebuild.Comparison;
import io.cogniscribe.replay.rebuild.RedisReadModel;
import io.cogniscribe.replay.rebuild.RedisReadModel.Verified;
import io.cogniscribe.replay.rebuild.ReplayException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Compares all keys in Redis with the log: folds the log into a separate database, compares key by
 * key, and empties that database. A repair rebuilds Redis and swaps.
 */
public record KeyVerification(RedisReadModel model, LogReader log) {

  /**
   * Compares the keys.
   *
   * @param repair true to rebuild Redis when keys differ
   */
  public Verdict run(boolean repair) throws SQLException {
    Instant begin = Instant.now();
    Findings findings = new Findings(model.name(), _ -> {});
    Verified verified = model.verify();
    Comparison comparison = verified.comparison();
    int keys = Math.toIntExact(comparison.rows());
    findings.compared(keys, keys);
    comparison.shown().forEach(row -> findings.add(Drift.ofKey(row)));
    findings.addUnshown(comparison.differences() - comparison.shown().size());
    comparison.nowApplicable().forEach(findings::nowApplicable);
    comparison.regressed().forEach(findings::regressed);
    findings.leftOut(verified.parked(), verified.skipped());
    Lag lag = new Lag(log);
    verified.positions().forEach((projection, at) -> findings.lag(lag.of(projection, at)));
    if (repair && !comparison.isEqual()) {
      repair(comparison, findings);
    }
    return findings.verdict(Duration.between(begin, Instant.now()));
  }

  private void repair(Comparison found, Findings findings) throws SQLException {
    if (!found.regressed().isEmpty()) {
      findings.unrepaired(
          model.name(),
          "a rebuild would park applied events; 'replay rebuild --projection %s' asks first"
              .formatted(model.name()));
      return;
    }
    try {
      if (model.rebuild(false, rebuilt -> rebuilt.regressed().isEmpty()).swapped()) {
        findings.repaired(
            "all keys, by a rebuild ('replay rollback --projection %s' goes back)"
                .formatted(model.name()));
      } else {
        findings.unrepaired(model.name(), "a rebuild would park applied events");
      }
    } catch (ReplayException e) {
      findings.unrepaired(model.name(), String.valueOf(e.getMessage()));
    }
  }
}
