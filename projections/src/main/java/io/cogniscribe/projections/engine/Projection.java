package io.cogniscribe.projections.engine;

import java.util.List;

/**
 * A read model: which topics it is folded from, and under which name it keeps its place in them.
 *
 * @param <E> what it takes from an event
 */
public interface Projection<E> {

  /** Returns the name in commands, metrics and messages. */
  String name();

  /**
   * Returns the name in Redis keys, group ids and audit events, which never changes. Only a
   * projection into Redis has another one there than in commands.
   */
  default String storedName() {
    return name();
  }

  /** The topics that it reads. */
  List<Source<E>> sources();

  /** Grows whenever the same events give other rows: what an older one made has to be rebuilt. */
  default int version() {
    return 1;
  }

  /**
   * Whether readers must be able to tell a projection that has nothing to do from one that is
   * behind. A watched one leaves a beat in its store every second.
   */
  default boolean isWatched() {
    return false;
  }
}
