package io.cogniscribe.replay.rebuild;

import io.cogniscribe.replay.rebuild.Meter.Step;
import java.sql.SQLException;

/**
 * A generation of a read model that may become the active one: rebuilt tables or keys, or the
 * previous ones. Whoever uses it holds the lease on the read model.
 */
interface Candidate {

  String name();

  /** Returns the schema or database, for people. */
  String place();

  /** Returns the command that removes active rows or keys without events. */
  String removal();

  /**
   * Empties the candidate, and folds the log into it up to the active position.
   *
   * @return the number of offsets that were read
   */
  long load() throws SQLException;

  /**
   * Checks that an earlier rebuild has loaded it with the current code.
   *
   * @throws ReplayException when it has not
   */
  void requireLoaded() throws SQLException;

  /**
   * Checks that it was active before the last swap, and that the current code can continue it.
   *
   * @throws ReplayException when it was not, or the code cannot
   */
  void requirePrevious() throws SQLException;

  /** Returns the number of offsets by which the active generation is ahead. */
  long behind() throws SQLException;

  /** Returns the lag, in offsets, below which the projector is paused to catch up. */
  long closeEnough();

  /** Returns the number of partitions to follow. */
  int partitions() throws SQLException;

  /** Follows the active generation to its present position. */
  void follow(Step step) throws SQLException;

  /** Compares the active generation with this one, at one position. */
  Comparison compare() throws SQLException;

  /** Makes this generation the active one, and the active one the previous one. */
  void swapIn() throws SQLException;

  /** Returns the failure of {@link #requireLoaded}. */
  static ReplayException notLoaded(String name) {
    return new ReplayException(
        "there is no rebuild of '%s' to resume, or its load was interrupted. Start a new one."
            .formatted(name));
  }

  /** Returns the failure of {@link #requirePrevious} when no generation was active before. */
  static ReplayException noPrevious(String name) {
    return new ReplayException("there is no previous generation of '%s'".formatted(name));
  }
}
