package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares a generation with the active one, row by row, at one position. A snapshot shows the
 * active generation; the other one is folded up to the snapshot's positions.
 */
record Proof(Generation generation, DataSource tables, LogReader log, Meter meter) {

  private static final int SHOWN = 20;

  /** The number of keys and hashes in memory at a time. */
  private static final long GROUP_ROWS = 200_000;

  /**
   * Compares both generations.
   *
   * @param snapshot a transaction that sees the active generation at the position of the other one
   */
  Comparison compare(Connection snapshot) throws SQLException {
    Generation active = Generation.active(generation.projection());
    Parking parking = parking(snapshot, active);
    Set<UUID> nowApplicable =
        generation.projection() instanceof VerifiableProjection<?> projection
            ? nowApplicableGroups(projection, parking, snapshot)
            : Set.of();
    List<RowDifference> shown = new ArrayList<>();
    List<String> emptied = new ArrayList<>();
    long rows = 0;
    long differences = 0;
    List<String> tableNames = generation.projection().tables();
    try (Meter.Step step =
        meter.begin("prove " + generation.projection().name(), tableNames.size())) {
      for (String name : tableNames) {
        RowDigests ofActive = RowDigests.of(snapshot, active.table(name));
        Pair pair =
            new Pair(
                name,
                ofActive,
                new RowDigests(generation.table(name), ofActive.key()),
                nowApplicable);
        List<Map<Integer, RowDigests.Digest>> digests =
            new Workers(2)
                .all(
                    List.<Callable<Map<Integer, RowDigests.Digest>>>of(
                        () -> pair.active.read(snapshot), () -> rebuilt(pair.rebuilt)));
        long rebuilt = rows(digests.getLast());
        if (rebuilt == 0 && rows(digests.getFirst()) > 0) {
          emptied.add(name);
        }
        rows += rebuilt;
        differences += differences(pair, digests.getFirst(), digests.getLast(), snapshot, shown);
        step.add(1, 0);
      }
    }
    return new Comparison(
        generation.projection().name(),
        rows,
        differences,
        shown,
        Parking.keys(parking.nowApplicable()),
        Parking.keys(parking.regressed()),
        emptied);
  }

  private static long rows(Map<Integer, RowDigests.Digest> digests) {
    return digests.values().stream().mapToLong(RowDigests.Digest::rows).sum();
  }

  private Parking parking(Connection snapshot, Generation active) throws SQLException {
    try (Connection connection = tables.getConnection()) {
      return new Parking(Parking.firsts(snapshot, active), Parking.firsts(connection, generation));
    }
  }

  /** Returns the groups whose rows lack parked events that the current code can apply. */
  private <E> Set<UUID> nowApplicableGroups(
      VerifiableProjection<E> projection, Parking parking, Connection snapshot)
      throws SQLException {
    Set<UUID> groups = new HashSet<>();
    if (!parking.nowApplicable().isEmpty()) {
      new NowApplicableEvents<>(projection, log)
          .forEach(
              parking.nowApplicableOffsets(snapshot, projection.name()),
              event -> projection.group(event).ifPresent(groups::add));
    }
    return groups;
  }

  /**
   * A table in both generations.
   *
   * @param nowApplicable groups whose rows lack parked events that the current code can apply
   */
  private record Pair(
      String name, RowDigests active, RowDigests rebuilt, Set<UUID> nowApplicable) {}

  /** Returns the keys of rows whose differences are no drift. */
  private Set<String> nowApplicableKeys(Pair pair, Connection snapshot, Connection connection)
      throws SQLException {
    Set<String> keys = new HashSet<>();
    if (!pair.nowApplicable.isEmpty()
        && generation.projection() instanceof VerifiableProjection<?> projection) {
      for (Table<?> table : projection.groupTables()) {
        if (table.name().equals(pair.name)) {
          keys.addAll(pair.active.keysOf(snapshot, table.group(), pair.nowApplicable));
          keys.addAll(pair.rebuilt.keysOf(connection, table.group(), pair.nowApplicable));
        }
      }
    }
    return keys;
  }

  private Map<Integer, RowDigests.Digest> rebuilt(RowDigests digests) throws SQLException {
    try (Connection connection = tables.getConnection()) {
      return digests.read(connection);
    }
  }

  private long differences(
      Pair pair,
      Map<Integer, RowDigests.Digest> active,
      Map<Integer, RowDigests.Digest> rebuilt,
      Connection snapshot,
      List<RowDifference> shown)
      throws SQLException {
    Set<Integer> ranges = new TreeSet<>(active.keySet());
    ranges.addAll(rebuilt.keySet());
    ranges.removeIf(range -> Objects.equals(active.get(range), rebuilt.get(range)));
    long differences = 0;
    List<Integer> group = new ArrayList<>();
    long rows = 0;
    for (int range : ranges) {
      group.add(range);
      rows += rows(active.get(range)) + rows(rebuilt.get(range));
      if (rows > GROUP_ROWS) {
        differences += differences(pair, group, snapshot, shown);
        group.clear();
        rows = 0;
      }
    }
    return differences + (group.isEmpty() ? 0 : differences(pair, group, snapshot, shown));
  }

  private static long rows(RowDigests.@Nullable Digest digest) {
    return digest == null ? 0 : digest.rows();
  }

  private long differences(
      Pair pair, List<Integer> ranges, Connection snapshot, List<RowDifference> shown)
      throws SQLException {
    try (Connection connection = tables.getConnection()) {
      Map<String, Long> active = pair.active.hashes(snapshot, ranges);
      Map<String, Long> rebuilt = pair.rebuilt.hashes(connection, ranges);
      Set<String> keys = new TreeSet<>(active.keySet());
      keys.addAll(rebuilt.keySet());
      keys.removeIf(key -> Objects.equals(active.get(key), rebuilt.get(key)));
      keys.removeAll(nowApplicableKeys(pair, snapshot, connection));
      List<String> showing = keys.stream().limit(SHOWN - shown.size()).toList();
      if (!showing.isEmpty()) {
        Map<String, JsonNode> before = pair.active.rows(snapshot, showing);
        Map<String, JsonNode> after = pair.rebuilt.rows(connection, showing);
        showing.forEach(
            key -> shown.add(difference(pair.name, key, before.get(key), after.get(key))));
      }
      return keys.size();
    }
  }

  private static RowDifference difference(
      String table, String key, @Nullable JsonNode active, @Nullable JsonNode rebuilt) {
    if (active == null) {
      return new RowDifference(table, key, Kind.MISSING, List.of());
    }
    if (rebuilt == null) {
      return new RowDifference(table, key, Kind.ORPHANED, List.of());
    }
    List<ColumnDifference> columns =
        rebuilt.properties().stream()
            .filter(column -> !column.getValue().equals(active.get(column.getKey())))
            .map(column ->
                ColumnDifference.of(
                    column.getKey(), active.get(column.getKey()), column.getValue()))
            .sorted(Comparator.comparing(ColumnDifference::column))
            .toList();
    return new RowDifference(table, key, Kind.DIFFERENT, columns);
  }
}
