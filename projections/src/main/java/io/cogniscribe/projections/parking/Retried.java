package io.cogniscribe.projections.parking;

import java.util.List;

/** What came of a chunk of parked records. */
public sealed interface Retried {

  /**
   * It is in the store, for good.
   *
   * @param applied how many pointers are gone
   * @param failed what is still parked of the chunk
   */
  record Done(int applied, List<ParkedEvent> failed) implements Retried {}

  /** Nothing was changed: other records are parked than the chunk says. */
  record Moved() implements Retried {}

  /**
   * Nothing was changed: something in the chunk cannot be stored.
   *
   * @param error what the store says of it, without quoting it
   */
  record Refused(String error) implements Retried {}
}
