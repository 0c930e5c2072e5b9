package io.cogniscribe.projections.postgres;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A projection whose rows can be told from the log without the code that writes them: group by
 * group, by its pure fold, event by event.
 *
 * @param <E> what it takes from an event
 */
public interface VerifiableProjection<E> extends PostgresProjection<E> {

  /** The tables, in an order in which they may be written. */
  List<Table<?>> groupTables();

  @Override
  default List<String> tables() {
    return groupTables().stream().<String>map(Table::name).toList();
  }

  /** Whose rows an event changes; empty when it changes none. */
  Optional<UUID> group(Event<E> event);

  /**
   * Folds a group.
   *
   * @param events all of the group, in the order of each partition
   */
  Fold<E, TableRow> fold(List<Event<E>> events);

  /**
   * What becomes of folded rows by what is no part of their groups: other groups, or how far back
   * the table goes.
   *
   * @param connection sees the tables at the position up to which was folded
   */
  default List<TableRow> settled(Connection connection, List<TableRow> rows) throws SQLException {
    return rows;
  }

  /** Makes sure that settled rows can be written. */
  default void makeRoom(Connection connection, List<TableRow> rows) throws SQLException {}
}
