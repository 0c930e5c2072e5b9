package io.cogniscribe.projector.engine;

/** How a loop is doing. */
public sealed interface LoopState {

  /** It has not joined its group yet. */
  record Starting() implements LoopState {}

  /**
   * It applies what comes.
   *
   * @param leftToOthers how many of its partitions another projector has claimed since; it leaves
   *     them alone until the group hands them out anew
   */
  record Running(int leftToOthers) implements LoopState {}

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
