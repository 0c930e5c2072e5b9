package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Generation;
import io.cogniscribe.replay.rebuild.Positions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Replaces the rows of single groups with those of the log, in one transaction each. The
 * transaction locks the projection's positions. The projector's next batch waits, and then finds
 * unchanged positions and the corrected rows.
 *
 * @param database connections of the owner of the tables
 */
record Repair<E>(VerifiableProjection<E> projection, DataSource database, LogReader log) {

  private static final String PATIENCE = "SET LOCAL lock_timeout = '10s'";

  /**
   * Repairs a group.
   *
   * @param known its events up to {@code at}
   */
  void run(UUID group, List<Event<E>> known, Positions at, Findings findings) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (replace(connection, group, known, at)) {
          connection.commit();
          findings.repaired(group.toString());
        } else {
          connection.rollback();
          findings.unrepaired(group.toString(), "the current code cannot apply its events");
        }
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      findings.unrepaired(group.toString(), SqlErrors.describe(e));
    }
  }

  private boolean replace(Connection connection, UUID group, List<Event<E>> known, Positions at)
      throws SQLException {
    Sql.execute(connection, PATIENCE);
    Positions locked = Positions.lock(connection, Generation.active(projection));
    List<Event<E>> events = new ArrayList<>(known);
    events.addAll(between(at, locked, group));
    Parked parked = Parked.read(connection, projection.name());
    Fold<E, TableRow> fold = new GroupFold<>(projection, parked).applied(events);
    if (fold.refusal().isPresent()) {
      return false;
    }
    List<TableRow> rows = projection.settled(connection, fold.rows());
    projection.makeRoom(connection, rows);
    for (Table<?> table : projection.groupTables()) {
      table.replace(
          connection,
          group,
          rows.stream().filter(row -> row.table().equals(table.name())).toList());
    }
    return true;
  }

  private List<Event<E>> between(Positions from, Positions to, UUID group) {
    Source<E> source = projection.sources().getFirst();
    List<Event<E>> events = new ArrayList<>();
    to.next()
        .forEach((partition, end) ->
            log.read(
                new OffsetRange(partition, from.next().getOrDefault(partition, 0L), end),
                records ->
                    records.forEach(record -> {
                      if (source.decode(record) instanceof Event<E> event
                          && projection.group(event).filter(group::equals).isPresent()) {
                        events.add(event);
                      }
                    })));
    return events;
  }
}
