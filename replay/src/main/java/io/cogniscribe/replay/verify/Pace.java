package io.cogniscribe.replay.verify;

/** Limits the speed of a verification. */
public interface Pace {

  /** No limit. */
  Pace UNLIMITED = _ -> {};

  /**
   * Returns when this number of records may be read or folded.
   *
   * @throws io.cogniscribe.replay.rebuild.ReplayException when the verification must end
   */
  void spend(int records);
}
