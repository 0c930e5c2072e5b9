package io.cogniscribe.replay.rebuild;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * What readers see of some projections, as far as it can only be replaced as a whole: the tables of
 * one projection, or a database of Redis.
 */
public interface ReadModel {

  /** The names of the projections that it consists of. */
  List<String> projections();

  /** What it is called by. */
  default String name() {
    return projections().getFirst();
  }

  /** What a rebuild would do. Finding out changes nothing. */
  Plan plan() throws SQLException;

  /** What an earlier rebuild has left beside the active generation. */
  enum Remains {
    NOTHING,
    /** It was not loaded to its end, or by other code: it can only be begun anew. */
    UNFINISHED,
    LOADED
  }

  /** What there is to go on with. */
  Remains remains() throws SQLException;

  /** Whether there is a generation to go back to. */
  boolean hasPrevious() throws SQLException;

  /**
   * Folds the log beside the active generation, compares, and swaps.
   *
   * @param resume whether to go on with a generation that is loaded already
   * @param swap decides, knowing how both compare
   * @throws ReplayException when it cannot go on, or somebody else rebuilds the same
   */
  Rebuild.Result rebuild(boolean resume, Predicate<Comparison> swap) throws SQLException;

  /**
   * Lets the generation before the last swap catch up, compares the active one with it, and makes
   * it the active one again.
   *
   * @param swap decides, knowing how both compare
   * @return whether it is active now
   */
  boolean rollBack(Predicate<Comparison> swap) throws SQLException;

  /** Removes the generations that are not the active generation. */
  void prune() throws SQLException;
}
