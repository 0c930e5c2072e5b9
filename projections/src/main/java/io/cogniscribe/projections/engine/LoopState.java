package io.cogniscribe.projections.engine;

/** How a loop is doing. */
public sealed interface LoopState {

  /** It has not joined its group yet. */
  record Starting() implements LoopState {}

  /**
   * It applies what comes.
   *
   * @param leftToOthers how many of its partitions another projector has claimed since; the loop
   *     takes them back when that one no longer moves them
   * @param appliedElsewhere how many partitions another projector of the group has applied further
   *     than this loop's store has them: into another store
   */
  record Running(int leftToOthers, int appliedElsewhere) implements LoopState {

    /** Whether the store gets the records of all partitions. */
    public boolean isComplete() {
      return leftToOthers == 0 && appliedElsewhere == 0;
    }
  }

  /**
   * Something that it needs does not answer; it tries again and again.
   *
   * @param reason for operators
   */
  record Waiting(String reason) implements LoopState {}

  /**
   * It needs somebody to act.
   *
   * @param reason for operators; names the fix
   */
  record Stopped(String reason) implements LoopState {}
}
