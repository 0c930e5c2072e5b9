package io.cogniscribe.projections.engine;

/** The state of a projection loop. */
public sealed interface LoopState {

  /** The loop has not joined its consumer group yet. */
  record Starting() implements LoopState {}

  /**
   * The loop applies records.
   *
   * @param leftToOthers the number of its partitions that another projector has claimed since; the
   *     loop takes them back when that projector no longer advances them
   * @param appliedElsewhere the number of partitions that another projector of the group applies to
   *     another store
   */
  record Running(int leftToOthers, int appliedElsewhere) implements LoopState {}

  /**
   * A server does not answer. The loop retries until it does.
   *
   * @param reason for operators
   */
  record Waiting(String reason) implements LoopState {}

  /**
   * The loop has stopped until an operator acts.
   *
   * @param reason for operators; names the fix
   */
  record Stopped(String reason) implements LoopState {}
}
