package io.cogniscribe.replay.rebuild;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A read model that can only be replaced as a whole: the tables of one projection, or a database of
 * Redis.
 */
public interface ReadModel {

  /** Returns the names of its projections. */
  List<String> projections();

  /** Returns its name. */
  default String name() {
    return projections().getFirst();
  }

  /** Returns the plan of a rebuild. Changes nothing. */
  Plan plan() throws SQLException;

  /** The state of an earlier rebuild's generation. */
  enum Remains {
    NOTHING,
    /** Its load was interrupted, or other code made it; a new rebuild must start. */
    UNFINISHED,
    LOADED
  }

  /** Returns the state of the generation that an earlier rebuild has left. */
  Remains remains() throws SQLException;

  /** Returns whether a previous generation exists. */
  boolean hasPrevious() throws SQLException;

  /**
   * Builds the read model from the log beside the active generation, compares, and swaps.
   *
   * @param resume true to continue with a generation that is already loaded
   * @param swap decides on the swap from the comparison
   * @throws ReplayException when the rebuild cannot continue, or another replay holds the lease
   */
  Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException;

  /**
   * Lets the previous generation catch up, compares the active one with it, and makes it active
   * again.
   *
   * @param swap decides on the swap from the comparison
   * @return true when the previous generation is active now
   */
  boolean rollBack(Predicate<Comparison> swap) throws SQLException;

  /** Removes the generations that are not active. */
  void prune() throws SQLException;
}
