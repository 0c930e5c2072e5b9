package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.ProjectedKeys;
import io.cogniscribe.projections.redis.ProjectedKeys.Look;
import io.cogniscribe.projections.redis.Stand;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.replay.verify.KeyFold.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The groups of a slice, of which some are compared at a time: their cells are looked at in one
 * step, the log is read to where the projection stood then and no further, their events are folded.
 */
final class KeySlice<E> {

  private static final int MAX_ATTEMPTS = 20;

  private final VerifiableKeys<E> projection;
  private final ProjectedKeys keys;
  private final SlicedLog<E> log;
  private final Instant start;
  private final Map<UUID, List<Event<E>>> groups;
  private final Map<UUID, Set<Cell>> found = new HashMap<>();

  /**
   * What a comparison has shown.
   *
   * @param stand where it holds
   * @param held how many cells should hold something
   * @param sickened groups that cannot be told, since today's code cannot apply what live has
   */
  record Compared(Stand stand, int held, List<Difference> differences, Set<UUID> sickened) {}

  /**
   * Takes the next slice of the log.
   *
   * @param start of the verification: what had expired by then shows nowhere
   */
  KeySlice(VerifiableKeys<E> projection, ProjectedKeys keys, SlicedLog<E> log, Instant start) {
    this.projection = projection;
    this.keys = keys;
    this.log = log;
    this.start = start;
    this.groups =
        log.next((group, key) -> {
          if (!key.isEmpty()) {
            found.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(Cell.of(key));
          }
        });
  }

  /** How many events there are. */
  int size() {
    return groups.values().stream().mapToInt(List::size).sum();
  }

  /** The groups, in portions that can be looked at in one step. */
  List<List<UUID>> portions() {
    List<List<UUID>> portions = new ArrayList<>();
    int cells = ProjectedKeys.AT_ONCE;
    for (UUID group : groups.keySet()) {
      int more = told(group).size() + found(group).size();
      if (cells + more > ProjectedKeys.AT_ONCE) {
        portions.add(new ArrayList<>());
        cells = 0;
      }
      portions.getLast().add(group);
      cells += more;
    }
    return portions;
  }

  /** Where the group's cells are by the log. */
  private List<Cell> told(UUID group) {
    return projection.cells(group, events(group), start);
  }

  /** What else was found in Redis as the group's. */
  private Set<Cell> found(UUID group) {
    return found.getOrDefault(group, Set.of());
  }

  /** The events of a group, as far as they were read. */
  List<Event<E>> events(UUID group) {
    return Objects.requireNonNull(groups.get(group));
  }

  /**
   * Compares groups with their cells.
   *
   * @throws ReplayException when they get new cells faster than these can be looked at
   */
  Compared compare(Collection<UUID> some) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Map<Cell, UUID> asked = new LinkedHashMap<>();
      some.forEach(group -> told(group).forEach(cell -> asked.put(cell, group)));
      // Whose a cell is, the log knows better than the cell.
      some.forEach(group -> found(group).forEach(cell -> asked.putIfAbsent(cell, group)));
      Look look = keys.look(List.copyOf(asked.keySet()));
      follow(look);
      Optional<Compared> compared = compare(some, asked, look);
      if (compared.isPresent()) {
        return compared.get();
      }
    }
    throw new ReplayException(
        "keys of '%s' are made faster than they can be compared: try again when less is going on"
            .formatted(projection.name()),
        null);
  }

  /** What happened up to the look belongs to the slice, too. */
  private void follow(Look look) {
    log.follow(
        new Positions(look.stand().next()),
        Pace.UNLIMITED,
        event ->
            projection.group(event, start).map(groups::get).ifPresent(events -> events.add(event)));
  }

  /** Empty when something should be in a cell that was not looked at. */
  private Optional<Compared> compare(Collection<UUID> some, Map<Cell, UUID> asked, Look look) {
    KeyFold<E> folds = new KeyFold<>(projection, look);
    Map<Cell, Expected> expected = new HashMap<>();
    Set<UUID> sickened = new LinkedHashSet<>();
    for (UUID group : some) {
      Fold<E, Expected> fold = folds.fold(group, events(group));
      if (fold.refusal().isPresent()) {
        sickened.add(group);
      } else {
        fold.rows().forEach(each -> expected.put(each.cell(), each));
      }
    }
    if (!asked.keySet().containsAll(expected.keySet())) {
      return Optional.empty();
    }
    List<Difference> differences = new ArrayList<>();
    asked.forEach((cell, group) -> {
      if (!sickened.contains(group)) {
        folds.difference(group, cell, expected.get(cell)).ifPresent(differences::add);
      }
    });
    return Optional.of(new Compared(look.stand(), expected.size(), differences, sickened));
  }

  /** Compares what live has parked with what today's code has to park. */
  void checkParking(Predicate<String> inSlice, Findings findings) {
    Look look = keys.look(List.of());
    follow(look);
    new ParkingCheck<>(new KeyFold<>(projection, look).folds(false), groups, log.poisoned())
        .run(inSlice, findings);
  }
}
