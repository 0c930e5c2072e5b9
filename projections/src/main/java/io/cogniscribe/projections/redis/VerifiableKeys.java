package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Decoded.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A projection into Redis whose keys can be told from the log without the scripts that write them:
 * group by group, and the sums over all groups.
 *
 * @param <E> what it takes from an event
 */
public interface VerifiableKeys<E> extends RedisProjection<E> {

  /** Whose keys an event still shows in, at a moment or later; empty when in nobody's. */
  Optional<UUID> group(Event<E> event, Instant now);

  /** Where something of a group may be, as far as its id and its events tell. */
  List<Cell> cells(UUID group, List<Event<E>> events, Instant now);

  /**
   * What a group's cells should hold.
   *
   * @param events all of the group that were applied, in the order of each partition
   * @param isParked whether something of the group is parked behind them
   * @param now what has expired by now is gone
   */
  List<Expected> fold(List<Event<E>> events, boolean isParked, Instant now);

  /**
   * What becomes of that by what no event tells.
   *
   * @param live what is in cells of the group
   */
  default List<Expected> settled(List<Expected> expected, Function<Cell, Content> live) {
    return expected;
  }

  /** What the names of its keys begin with. */
  List<String> prefixes();

  /** The hashes whose fields are cells. */
  default List<String> sharedHashes() {
    return List.of();
  }

  /** The field by which a key that is a hash names whose it is; null where the key's name does. */
  default @Nullable String ownerField() {
    return null;
  }

  /**
   * Whose a cell is.
   *
   * @param named what it has in the field for that
   */
  Optional<UUID> owner(Cell cell, @Nullable String named);
}
