package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Generation;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.settings.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Compares the rows of the active generation with the log, slice by slice: folds the events of a
 * slice in memory, up to the position of a database snapshot, and compares them with the rows in
 * that snapshot. The projector continues meanwhile. Memory use is that of one slice, however long
 * the log is.
 *
 * @param database connections whose tables are the active ones
 * @param scratch a folder on a disk with 2 GiB free
 * @param pace limits the speed
 * @param witness receives each row that differs at once
 */
public record Verification(
    DataSource database, LogReader log, Path scratch, Pace pace, Consumer<RowDifference> witness) {

  /**
   * Compares the rows of a projection.
   *
   * @param share the part of all groups to compare, up to 1
   * @param salt selects the groups of a part
   * @param repair true to replace rows that differ; needs the rights of the tables' owner
   */
  public <E> Verdict run(
      VerifiableProjection<E> projection, double share, long salt, boolean repair)
      throws SQLException {
    Instant begin = Instant.now();
    Findings findings = new Findings(projection.name(), witness);
    new Slicer<>(projection, log, scratch)
        .run(
            positions(projection),
            share,
            salt,
            slices -> check(projection, slices, repair, findings));
    try (Connection connection = database.getConnection()) {
      Parked parked = Parked.read(connection, projection.name());
      findings.leftOut(
          parked.streams().keySet().stream().map(ParkedStream::streamKey).toList(),
          parked.skips().all());
    }
    findings.lag(new Lag(log).of(projection, positions(projection)));
    return findings.verdict(Duration.between(begin, Instant.now()));
  }

  private Positions positions(VerifiableProjection<?> projection) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return Positions.read(connection, Generation.active(projection));
    }
  }

  private <E> void check(
      VerifiableProjection<E> projection, SlicedLog<E> slices, boolean repair, Findings findings)
      throws SQLException {
    Positions before;
    try (Connection snapshot = Sql.snapshot(database)) {
      before = Positions.read(snapshot, Generation.active(projection));
      for (Table<?> table : projection.groupTables()) {
        table.groups(snapshot, slices::addFound);
      }
      snapshot.rollback();
    }
    slices.follow(before, pace);
    while (slices.hasNext()) {
      checkNext(projection, slices, repair, findings);
    }
  }

  private <E> void checkNext(
      VerifiableProjection<E> projection, SlicedLog<E> slices, boolean repair, Findings findings)
      throws SQLException {
    // Catches up before the snapshot, which must be short.
    slices.follow(positions(projection), pace);
    Positions at;
    Set<UUID> drifted;
    Map<UUID, List<Event<E>>> slice;
    try (Connection snapshot = Sql.snapshot(database)) {
      at = Positions.read(snapshot, Generation.active(projection));
      Parked parked = Parked.read(snapshot, projection.name());
      slices.follow(at, Pace.UNLIMITED);
      slice = slices.next();
      drifted = new SliceCheck<>(projection, snapshot, slice, parked, findings).run();
      new ParkingCheck<>(new GroupFold<>(projection, parked), slice, slices.poisoned())
          .run(slices::isInLast, findings);
      snapshot.rollback();
    }
    if (repair) {
      Repair<E> repairing = new Repair<>(projection, database, log);
      drifted.forEach(
          group -> repairing.run(group, slice.getOrDefault(group, List.of()), at, findings));
    }
    pace.spend(slice.values().stream().mapToInt(List::size).sum());
  }

  /** Returns the folder of the slices: {@code VERIFY_DIR}, or the machine's temporary folder. */
  public static Path scratch(Settings settings) {
    return Path.of(
        settings.value("VERIFY_DIR").orElseGet(() -> System.getProperty("java.io.tmpdir")));
  }
}
