package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
      List<TableRow> ofTable =
          expected.stream().filter(row -> row.table().equals(table.name())).toList();
      for (Comparer.Difference difference :
          new Comparer(table).compare(table.read(snapshot, compared), ofTable)) {
        drifted.add(difference.group());
        findings.add(Drift.of(difference.row(), events(difference.group())));
      }
    }
  }

  private List<Event<E>> events(UUID group) {
    return Objects.requireNonNullElse(slice.get(group), List.of());
  }
}
