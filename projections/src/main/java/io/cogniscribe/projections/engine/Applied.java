package io.cogniscribe.projections.engine;

/** What became of a batch. A store that cannot be reached throws instead. */
public sealed interface Applied {

  /** The batch is in the store, for good. */
  record Committed() implements Applied {}

  /** Nothing is in the store: a position is not where the batch expected it. */
  record Moved() implements Applied {}

  /**
   * Nothing is in the store: something in the batch can never be stored.
   *
   * @param error what the store says of it, without quoting the batch
   */
  record Refused(String error) implements Applied {}
}
