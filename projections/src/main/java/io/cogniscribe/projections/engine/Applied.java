package io.cogniscribe.projections.engine;

/** The result of applying a batch. A store that cannot be reached throws instead. */
public sealed interface Applied {

  /** The batch is committed. */
  record Committed() implements Applied {}

  /** Nothing was stored, because a position is not where the batch expected it. */
  record Moved() implements Applied {}

  /**
   * Nothing was stored, because the batch contains a record that can never be stored.
   *
   * @param error the error of the store, without quoting the batch
   */
  record Refused(String error) implements Applied {}
}
