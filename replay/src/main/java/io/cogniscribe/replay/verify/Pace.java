package io.cogniscribe.replay.verify;

/** How much a verification may do at a time. */
public interface Pace {

  /** As much as it can. */
  Pace UNLIMITED = _ -> {};

  /**
   * Returns when as many records as these may be read or folded.
   *
   * @throws io.cogniscribe.replay.rebuild.ReplayException when the verification is to end
   */
  void spend(int records);
}
