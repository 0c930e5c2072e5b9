package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
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
 * @param share the part of all groups of rows to compare, up to 1; all keys are compared
 * @param salt selects the groups of a part
 * @param repair true to replace the groups that differ
 */
record Comparisons(ReplayTools tools, Report report, double share, long salt, boolean repair) {

  /** Compares another random part each time. */
  Comparisons(ReplayTools tools, Report report, double share, boolean repair) {
    this(tools, report, share, new SecureRandom().nextLong(), repair);
  }

  /** Compares the projections of a name; returns an empty list when there is none. */
  List<Verdict> of(String projection) throws SQLException {
    // Redis first: it fails early when another replay holds the lease.
    List<Verdict> keys = ReplayTools.isRedis(projection) ? List.of(keys()) : List.of();
    List<Verdict> verdicts = new ArrayList<>(rows(tools.verifiable(projection)));
    verdicts.addAll(keys);
    return verdicts;
  }

  private List<Verdict> rows(List<VerifiableProjection<?>> projections) throws SQLException {
    if (projections.isEmpty()) {
      return List.of();
    }
    LogReader log = new LogReader(tools.kafka());
    List<Verdict> verdicts = new ArrayList<>();
    try (HikariDataSource database = tools.connections()) {
      for (VerifiableProjection<?> each : projections) {
        verdicts.add(
            measured(
                each,
                pace ->
                    new Verification(database, log, scratch(), pace, _ -> {})
                        .run(each, share, salt, repair)));
      }
    }
    return verdicts;
  }

  private Verdict keys() throws SQLException {
    try (HikariDataSource database = tools.connections()) {
      int parallel = Runtime.getRuntime().availableProcessors();
      return new KeyVerification(
              tools.keys(database, parallel, report.meter()), new LogReader(tools.kafka()))
          .run(repair);
    }
  }

  /** Compares one projection at a pace. */
  private interface Comparing {
    Verdict at(Pace pace) throws SQLException;
  }

  /** Counts each record twice: when it is read, and when it is folded. */
  private Verdict measured(Projection<?> each, Comparing comparing) throws SQLException {
    long offsets = LogExtent.of(tools.kafka(), each).length();
    long total = Math.round(offsets * (1 + share));
    AtomicLong left = new AtomicLong(total);
    try (Meter.Step step = report.meter().begin("verify " + each.name(), total)) {
      Verdict verdict =
          comparing.at(records -> {
            left.addAndGet(-records);
            step.add(records, 0);
          });
      // Transaction markers, and aggregates that are not in the sample.
      step.add(Math.max(0, left.get()), 0);
      return verdict;
    }
  }

  private Path scratch() {
    return Verification.scratch(tools.settings());
  }
}
