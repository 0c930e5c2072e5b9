package io.cogniscribe.projections.engine;

import java.util.List;

/**
 * A read model: its name and the topics that it is folded from.
 *
 * @param <E> the part of an event that the projection uses
 */
public interface Projection<E> {

  /** Returns the name in commands, metrics and messages. */
  String name();

  /**
   * Returns the name in Redis keys, group ids and audit events, which never changes. Only a
   * projection into Redis has a stored name that differs from its name.
   */
  default String storedName() {
    return name();
  }

  /** Returns the topics that the projection reads. */
  List<Source<E>> sources();

  /**
   * Returns the version, which grows whenever the same events give other rows. Rows of an older
   * version must be rebuilt.
   */
  default int version() {
    return 1;
  }

  /**
   * Returns whether readers must be able to distinguish an idle projection from one that lags. A
   * watched projection writes a heartbeat to its store every second.
   */
  default boolean isWatched() {
    return false;
  }
}
