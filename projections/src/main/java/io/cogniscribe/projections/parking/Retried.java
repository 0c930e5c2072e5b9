package io.cogniscribe.projections.parking;

import java.util.List;

/** The result of retrying a chunk of parked records. */
public sealed interface Retried {

  /**
   * The chunk is committed.
   *
   * @param applied the number of removed pointers
   * @param failed the records of the chunk that are still parked
   */
  record Done(int applied, List<ParkedEvent> failed) implements Retried {}

  /** Nothing was changed, because the parked records are no longer those of the chunk. */
  record Moved() implements Retried {}

  /**
   * Nothing was changed, because the chunk contains a record that cannot be stored.
   *
   * @param error the error of the store, without quoting the record
   */
  record Refused(String error) implements Retried {}
}
