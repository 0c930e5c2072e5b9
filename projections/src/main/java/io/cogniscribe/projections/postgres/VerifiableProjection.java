package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A projection whose expected rows can be computed from the log with a pure fold, group by group,
 * without the code that writes them.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface VerifiableProjection<E> extends PostgresProjection<E> {

  /** Returns the tables, in an order in which they may be written. */
  List<Table<?>> groupTables();

  @Override
  default List<String> tables() {
    return groupTables().stream().<String>map(Table::name).toList();
  }

  /** Returns the group whose rows an event changes; empty when it changes none. */
  Optional<UUID> group(Event<E> event);

  /**
   * Folds a group.
   *
   * @param events all events of the group, in the order of each partition
   */
  Fold<E, TableRow> fold(List<Event<E>> events);

  /**
   * Adjusts folded rows for effects from outside their groups, such as other groups or the
   * retention of the table.
   *
   * @param connection reads the tables at the position of the fold
   */
  default List<TableRow> settled(Connection connection, List<TableRow> rows) throws SQLException {
    return rows;
  }

  /** Prepares the tables so that settled rows can be written. */
  default void makeRoom(Connection connection, List<TableRow> rows) throws SQLException {}
}
