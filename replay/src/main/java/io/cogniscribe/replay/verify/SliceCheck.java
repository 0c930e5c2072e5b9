package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Compares the groups of a slice with their rows, in a snapshot, a few hundred at a time.
 *
 * @param snapshot sees rows and parked events at the position up to which the slice goes
 */
record SliceCheck<E>(
    VerifiableProjection<E> projection,
    Connection snapshot,
    Map<UUID, List<Event<E>>> slice,
    Parked parked,
    Findings findings) {

  private static final int GROUPS_AT_ONCE = 500;

  /** Compares all groups; returns those whose rows differ. */
  Set<UUID> run() throws SQLException {
    Set<UUID> drifted = new LinkedHashSet<>();
    List<UUID> ids = List.copyOf(slice.keySet());
    for (int i = 0; i < ids.size(); i += GROUPS_AT_ONCE) {
      compare(ids.subList(i, Math.min(ids.size(), i + GROUPS_AT_ONCE)), drifted);
    }
    return drifted;
  }

  private void compare(List<UUID> ids, Set<UUID> drifted) throws SQLException {
    GroupFold<E> folds = new GroupFold<>(projection, parked);
    List<UUID> compared = new ArrayList<>();
    List<TableRow> folded = new ArrayList<>();
    for (UUID id : ids) {
      Fold<E, TableRow> fold = folds.applied(events(id));
      if (fold.refusal().isPresent()) {
        // The expected rows are only known to the code that applied the event.
        findings.regressed(id.toString());
      } else {
        compared.add(id);
        folded.addAll(fold.rows());
      }
    }
    List<TableRow> expected = projection.settled(snapshot, folded);
    findings.compared(compared.size(), expected.size());
    for (Table<?> table : projection.groupTables()) {
      Map<String, TableRow> active = new HashMap<>();
      table.read(snapshot, compared).forEach(row -> active.put(row.key(table.key()), row));
      for (TableRow row : expected) {
        if (row.table().equals(table.name())) {
          TableRow there = active.remove(row.key(table.key()));
          if (there == null) {
            add(table, row, Kind.MISSING, List.of(), drifted);
          } else if (!there.equals(row)) {
            add(table, row, Kind.DIFFERENT, columns(there, row), drifted);
          }
        }
      }
      active.values().forEach(row -> add(table, row, Kind.ORPHANED, List.of(), drifted));
    }
  }

  private void add(
      Table<?> table, TableRow row, Kind kind, List<ColumnDifference> columns, Set<UUID> drifted) {
    UUID group = (UUID) Objects.requireNonNull(row.get(table.group()));
    drifted.add(group);
    findings.add(
        Drift.of(
            new RowDifference(table.name(), row.key(table.key()), kind, columns), events(group)));
  }

  private static List<ColumnDifference> columns(TableRow active, TableRow log) {
    return log.values().entrySet().stream()
        .filter(column -> !Objects.equals(column.getValue(), active.get(column.getKey())))
        .map(column ->
            ColumnDifference.of(column.getKey(), active.get(column.getKey()), column.getValue()))
        .toList();
  }

  private List<Event<E>> events(UUID group) {
    return Objects.requireNonNullElse(slice.get(group), List.of());
  }
}
