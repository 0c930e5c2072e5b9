package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.LogExtent;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.replay.verify.KeyVerification;
import io.cogniscribe.replay.verify.Pace;
import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.replay.verify.Verification;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares the rows and keys of projections with the log, for a command that shows its progress.
 *
 * @param share the part of all groups of rows to compare, up to 1, another part each time; all keys
 *     are compared
 * @param repair true to replace the groups that differ
 */
record Comparisons(ReplayTools tools, Meter meter, double share, boolean repair) {

  /** Compares the projections of a name; returns an empty list when there is none. */
  List<Verdict> of(String projection) throws SQLException {
    List<Verdict> verdicts = new ArrayList<>();
    List<VerifiableProjection<?>> tables = tools.verifiable(projection);
    boolean isRedis = ReplayTools.isRedis(projection);
    if (tables.isEmpty() && !isRedis) {
      return verdicts;
    }
    LogReader log = new LogReader(tools.kafka());
    try (HikariDataSource database = tools.connections()) {
      // Redis first: it fails early when another replay holds the lease.
      List<Verdict> keys = isRedis ? List.of(keys(database, log)) : List.of();
      for (VerifiableProjection<?> each : tables) {
        verdicts.add(rows(database, log, each));
      }
      verdicts.addAll(keys);
    }
    return verdicts;
  }

  private Verdict keys(HikariDataSource database, LogReader log) throws SQLException {
    return new KeyVerification(tools.keys(database, ReplayTools.PROCESSORS, meter), log)
        .run(repair);
  }

  private Verdict rows(HikariDataSource database, LogReader log, VerifiableProjection<?> projection)
      throws SQLException {
    // Each record counts twice: when it is read, and when it is folded.
    long total = Math.round(LogExtent.of(tools.kafka(), projection).length() * (1 + share));
    AtomicLong left = new AtomicLong(total);
    try (Meter.Step step = meter.begin("verify " + projection.name(), total)) {
      Pace pace =
          records -> {
            left.addAndGet(-records);
            step.add(records, 0);
          };
      Path scratch = Verification.scratch(tools.settings());
      Verdict verdict =
          new Verification(database, log, scratch, pace, _ -> {})
              .run(projection, share, new SecureRandom().nextLong(), repair);
      // Transaction markers, and aggregates that are not in the sample.
      step.add(Math.max(0, left.get()), 0);
      return verdict;
    }
  }
}
