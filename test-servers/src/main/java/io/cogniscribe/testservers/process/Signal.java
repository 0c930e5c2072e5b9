package io.cogniscribe.testservers.process;

/** POSIX signals; the name of a constant is the name of the signal. */
public enum Signal {
  INT,
  TERM,
  KILL,
  STOP,
  CONT
}
