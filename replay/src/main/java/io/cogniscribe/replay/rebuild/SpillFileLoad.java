package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.Bisection;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Faults;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedStreams;
import io.cogniscribe.projections.parking.ParkedTable;
import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.parking.Skips;
import io.cogniscribe.projections.parking.Sorted;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.projections.postgres.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Loads whole aggregates in one transaction, and parks the events that cannot be applied. */
record SpillFileLoad<E>(AggregateProjection<E> projection, DataSource tables) {

  void load(List<Decoded<E>> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (Connection connection = tables.getConnection()) {
      connection.setAutoCommit(false);
      List<ParkedEvent> parked = load(connection, records);
      new ParkedTable(projection.name()).insert(connection, parked);
      connection.commit();
    }
  }

  private List<ParkedEvent> load(Connection connection, List<Decoded<E>> records)
      throws SQLException {
    Sorted<E> sorted = sorted(connection, records);
    Savepoint before = connection.setSavepoint();
    String error;
    try {
      List<Refusal<E>> refusals =
          sorted.events().isEmpty() ? List.of() : projection.load(connection, sorted.events());
      connection.releaseSavepoint(before);
      List<ParkedEvent> parked = new ArrayList<>(sorted.parked());
      parked.addAll(ParkedStreams.refused(sorted.events(), refusals));
      return parked;
    } catch (SQLException e) {
      if (!SqlErrors.isOne(e)) {
        throw e;
      }
      error = SqlErrors.describe(e);
    } catch (RuntimeException fault) {
      error = Faults.describe(fault);
    }
    connection.rollback(before);
    return narrow(connection, records, error);
  }

  /** Narrows the aggregates down, and loads as much of each refused one as can be stored. */
  private List<ParkedEvent> narrow(Connection connection, List<Decoded<E>> records, String error)
      throws SQLException {
    Map<String, List<Decoded<E>>> aggregates = new LinkedHashMap<>();
    records.forEach(record ->
        aggregates.computeIfAbsent(record.streamKey(), _ -> new ArrayList<>()).add(record));
    List<ParkedEvent> parked = new ArrayList<>();
    Bisection.<List<Decoded<E>>, SQLException>narrow(
        List.copyOf(aggregates.values()),
        some -> parked.addAll(load(connection, some.stream().flatMap(List::stream).toList())),
        aggregate -> parked.addAll(park(connection, aggregate, error)));
    return parked;
  }

  /**
   * Parks the last event that was tried. If an earlier one is at fault, the next attempt shows it.
   */
  private List<ParkedEvent> park(Connection connection, List<Decoded<E>> records, String error)
      throws SQLException {
    @Nullable Decoded<E> culprit = null;
    for (int length = records.size() - 1; length >= 0; length--) {
      if (!(records.get(length) instanceof Decoded.Event<E> last)) {
        continue;
      }
      List<Decoded<E>> tried = new ArrayList<>(records);
      tried.set(length, new Decoded.Poison<>(last.at(), last.streamKey(), error, null));
      if (stores(connection, tried.subList(0, length))) {
        return load(connection, tried);
      }
      culprit = last;
    }
    throw new ReplayException("cannot park " + culprit + ": " + error);
  }

  private boolean stores(Connection connection, List<Decoded<E>> records) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      Sorted<E> sorted = sorted(connection, records);
      if (!sorted.events().isEmpty()) {
        projection.load(connection, sorted.events());
      }
      return true;
    } catch (SQLException e) {
      if (!SqlErrors.isOne(e)) {
        throw e;
      }
      return false;
    } catch (RuntimeException fault) {
      return false;
    } finally {
      connection.rollback(before);
    }
  }

  private Sorted<E> sorted(Connection connection, List<Decoded<E>> records) throws SQLException {
    Skips skips = new Skips(SkippedTable.read(connection, projection.name()));
    ParkedStreams parked = new ParkedStreams(projection.name());
    parked.load(Set.of(), Map.of(), skips);
    return parked.sort(records);
  }
}
