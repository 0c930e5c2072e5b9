package io.cogniscribe.testservers.process;

/** The POSIX signals in use; a constant's name is the signal's name. */
public enum Signal {
  INT,
  TERM,
  KILL,
  STOP,
  CONT
}
