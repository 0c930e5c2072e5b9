package io.cogniscribe.replay.rebuild;

import static io.cogniscribe.projections.jdbc.Sql.execute;
import static io.cogniscribe.projections.jdbc.Sql.update;

import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.postgres.PostgresProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes a generation the active one, and the active one the previous one, in one transaction. The
 * projector waits at its positions meanwhile, continues from them, and reads the parked events
 * again. Readers see either generation, never a mix.
 *
 * @param lease provides the connection, so that a lost lease rolls the transaction back
 */
record Swap(Lease lease) {

  private static final int ATTEMPTS = 60;
  private static final long PAUSE_MILLIS = 500;
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";

  /** Brings the incoming generation to the locked positions of the active one. */
  interface LastFold {
    void upTo(Positions active) throws SQLException;
  }

  /**
   * Swaps as soon as no reader holds the tables for long.
   *
   * @throws ReplayException when a reader holds them for half a minute, or the lease is lost
   */
  void make(Generation incoming, LastFold lastFold) throws SQLException {
    SQLException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        lease.inTransaction(connection -> swap(connection, incoming, lastFold));
        return;
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
          throw e;
        }
        last = e;
      }
      Hold.pause(PAUSE_MILLIS);
    }
    throw new ReplayException(
        "readers hold locks on '%s'. End their transactions, then run 'replay rebuild --resume'"
            .formatted(incoming.projection().name()),
        last);
  }

  private static void swap(Connection connection, Generation incoming, LastFold lastFold)
      throws SQLException {
    PostgresProjection<?> projection = incoming.projection();
    Generation active = Generation.active(projection);
    Generation outgoing = Generation.outgoing(projection);
    // A short timeout, since new readers queue behind a waiting lock.
    execute(connection, "SET LOCAL lock_timeout = '300ms'");
    Positions positions = Positions.lock(connection, active);
    lastFold.upTo(positions);
    execute(connection, "CREATE SCHEMA " + outgoing.schema());
    // With its positions and parked events, the outgoing generation can become active again.
    for (String book : GenerationSchema.BOOKS) {
      execute(
          connection,
          "CREATE TABLE %s (LIKE %s INCLUDING ALL)"
              .formatted(outgoing.table(book), active.table(book)));
      copy(connection, active, outgoing, book, "");
    }
    for (String table : projection.tables()) {
      move(connection, active, outgoing, table);
      move(connection, incoming, active, table);
    }
    update(
        connection,
        "DELETE FROM %s WHERE projection = ?".formatted(active.table("parked_events")),
        projection.name());
    copy(connection, incoming, active, "parked_events", "");
    // Without a position, a projector that starts later would fold the rows again.
    copy(connection, incoming, active, "projection_positions", "ON CONFLICT DO NOTHING");
    newGeneration(connection, incoming);
    GenerationSchema.drop(connection, incoming);
    GenerationSchema.drop(connection, Generation.previous(projection));
    execute(
        connection,
        "ALTER SCHEMA %s RENAME TO %s"
            .formatted(outgoing.schema(), Generation.previous(projection).schema()));
    Generations.swapped(connection, incoming);
  }

  private static void copy(
      Connection connection, Generation from, Generation to, String book, String onConflict)
      throws SQLException {
    update(
        connection,
        "INSERT INTO %s SELECT * FROM %s WHERE projection = ? %s"
            .formatted(to.table(book), from.table(book), onConflict),
        from.projection().name());
  }

  private static void move(Connection connection, Generation from, Generation to, String table)
      throws SQLException {
    List<String> partitions =
        Sql.texts(
            connection,
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = to_regclass(?) ORDER BY c.relname",
            from.table(table));
    execute(connection, "ALTER TABLE %s SET SCHEMA %s".formatted(from.table(table), to.schema()));
    for (String partition : partitions) {
      execute(
          connection, "ALTER TABLE %s SET SCHEMA %s".formatted(from.table(partition), to.schema()));
    }
  }

  /**
   * Increments the generation number, so that the projector reads its positions and state again.
   */
  private static void newGeneration(Connection connection, Generation incoming)
      throws SQLException {
    update(
        connection,
        """
        UPDATE public.projection_positions AS active
        SET generation = active.generation + 1, version = incoming.version
        FROM %s AS incoming
        WHERE active.projection = ? AND incoming.projection = active.projection
          AND incoming.topic = active.topic AND incoming."partition" = active."partition"
        """
            .formatted(incoming.table("projection_positions")),
        incoming.projection().name());
  }
}
