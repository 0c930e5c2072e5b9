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

/** Compares the rows of one table with those that it should have. */
record Comparer(Table<?> table) {

  /** A difference, and whose row it is. */
  record Difference(UUID group, RowDifference row) {}

  List<Difference> compare(List<TableRow> stored, List<TableRow> expected) {
    Map<String, TableRow> live = new HashMap<>();
    stored.forEach(row -> live.put(row.key(table.key()), row));
    List<Difference> differences = new ArrayList<>();
    for (TableRow row : expected) {
      TableRow there = live.remove(row.key(table.key()));
      if (there == null) {
        differences.add(difference(row, Kind.MISSING, List.of()));
      } else if (!there.equals(row)) {
        differences.add(difference(row, Kind.DIFFERENT, columns(there, row)));
      }
    }
    live.values().forEach(row -> differences.add(difference(row, Kind.SURPLUS, List.of())));
    return differences;
  }

  private Difference difference(TableRow row, Kind kind, List<ColumnDifference> columns) {
    UUID group = (UUID) Objects.requireNonNull(row.get(table.group()));
    return new Difference(
        group, new RowDifference(table.name(), row.key(table.key()), kind, columns));
  }

  private static List<ColumnDifference> columns(TableRow live, TableRow log) {
    return log.values().entrySet().stream()
        .filter(column -> !Objects.equals(column.getValue(), live.get(column.getKey())))
        .map(column ->
            ColumnDifference.of(column.getKey(), live.get(column.getKey()), column.getValue()))
        .toList();
  }
}
