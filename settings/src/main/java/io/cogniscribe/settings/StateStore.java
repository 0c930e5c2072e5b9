package io.cogniscribe.settings;

/** Where deciders keep their state between commands. */
public enum StateStore {
  /** On disk, with a bounded cache: for state that outgrows memory. */
  ROCKSDB,
  /** In memory, refilled from the changelog at start: faster. */
  MEMORY
}
