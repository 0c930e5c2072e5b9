package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Compares the rows of one table with the expected rows. */
record Comparer(Table<?> table) {

  /** A difference, and the group of its row. */
  record Difference(UUID group, RowDifference row) {}

  List<Difference> compare(List<TableRow> stored, List<TableRow> expected) {
    Map<String, TableRow> active = new HashMap<>();
    stored.forEach(row -> active.put(row.key(table.key()), row));
    List<Difference> differences = new ArrayList<>();
    for (TableRow row : expected) {
      TableRow there = active.remove(row.key(table.key()));
      if (there == null) {
        differences.add(difference(row, Kind.MISSING, List.of()));
      } else if (!there.equals(row)) {
        differences.add(difference(row, Kind.DIFFERENT, columns(there, row)));
      }
    }
    active.values().forEach(row -> differences.add(difference(row, Kind.ORPHANED, List.of())));
    return differences;
  }

  private Difference difference(TableRow row, Kind kind, List<ColumnDifference> columns) {
    UUID group = (UUID) Objects.requireNonNull(row.get(table.group()));
    return new Difference(
        group, new RowDifference(table.name(), row.key(table.key()), kind, columns));
  }

  private static List<ColumnDifference> columns(TableRow active, TableRow log) {
    return log.values().entrySet().stream()
        .filter(column -> !Objects.equals(column.getValue(), active.get(column.getKey())))
        .map(column ->
            ColumnDifference.of(column.getKey(), active.get(column.getKey()), column.getValue()))
        .toList();
  }
}
