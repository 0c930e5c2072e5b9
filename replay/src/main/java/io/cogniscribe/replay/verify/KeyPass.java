package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.ProjectedKeys;
import io.cogniscribe.projections.redis.ProjectedKeys.Look;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.Hold;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.replay.verify.KeyFold.Difference;
import io.cogniscribe.replay.verify.KeySlice.Compared;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisDataException;

/** One comparison of all keys of a projection, or of a sample of them, with the log. */
final class KeyPass<E> {

  /** Live waits for so many groups to be read, folded and written. */
  private static final int REPAIRED_AT_ONCE = 50;

  /** So many cells are remembered; a Redis with more of them has other sorrows. */
  private static final int MAX_REMEMBERED = 10_000;

  private final VerifiableKeys<E> projection;
  private final ProjectedKeys keys;
  private final Instant start;
  private final Pace pace;
  private final boolean repair;
  private final Findings findings;
  private final Set<Cell> strays = new LinkedHashSet<>();
  private final Set<Cell> told = new LinkedHashSet<>();

  /**
   * Nothing is compared yet.
   *
   * @param start what had expired by then shows nowhere
   */
  KeyPass(
      VerifiableKeys<E> projection,
      ProjectedKeys keys,
      Instant start,
      Pace pace,
      boolean repair,
      Findings findings) {
    this.projection = projection;
    this.keys = keys;
    this.start = start;
    this.pace = pace;
    this.repair = repair;
    this.findings = findings;
  }

  /** Compares the groups of a stretch of slices; first of all, and once, the sums. */
  void round(Slicing slicing, SlicedLog<E> log) {
    if (log.nextNumber() == 0) {
      new Sums<>(projection, keys, log).check(repair, pace, findings);
    }
    new KeyScan(keys.redis(), projection).run((cell, owner) -> found(cell, owner, log));
    while (log.hasNext()) {
      log.follow(new Positions(keys.look(List.of()).stand().next()), pace);
      int number = log.nextNumber();
      KeySlice<E> slice = new KeySlice<>(projection, keys, log, start);
      slice.portions().forEach(portion -> check(slice, portion));
      slice.checkParking(key -> slicing.of(key) == number, findings);
      pace.spend(slice.size());
    }
  }

  private void found(Cell cell, Optional<UUID> owner, SlicedLog<E> log) {
    if (owner.isPresent()) {
      log.addFound(owner.get(), cell.field() == null ? cell.key() : "");
    } else if (strays.size() < MAX_REMEMBERED) {
      strays.add(cell);
    }
  }

  private void check(KeySlice<E> slice, List<UUID> groups) {
    Compared compared = slice.compare(groups);
    findings.compared(groups.size() - compared.sickened().size(), compared.held());
    compared.sickened().forEach(group -> findings.sickened(group.toString()));
    Set<UUID> drifted = new LinkedHashSet<>();
    for (Difference difference : compared.differences()) {
      drifted.add(difference.group());
      if (isNews(difference.cell())) {
        findings.add(Drift.of(difference.row(), slice.events(difference.group())));
      }
    }
    List<UUID> rest = List.copyOf(drifted);
    for (int i = 0; repair && i < rest.size(); i += REPAIRED_AT_ONCE) {
      List<UUID> some = rest.subList(i, Math.min(rest.size(), i + REPAIRED_AT_ONCE));
      repair(some.stream().map(UUID::toString).toList(), () -> replace(slice, some));
    }
  }

  /** What two seem to have, one of whom must be wrong, is told once. */
  private boolean isNews(Cell cell) {
    return told.size() >= MAX_REMEMBERED || told.add(cell);
  }

  /** Compares once more and writes what differs then, if nothing moves meanwhile. */
  private Optional<Boolean> replace(KeySlice<E> slice, List<UUID> groups) {
    Compared compared = slice.compare(groups);
    Map<Cell, Content> right = new LinkedHashMap<>();
    compared.differences().forEach(each -> right.put(each.cell(), each.right()));
    return keys.replace(compared.stand(), right) ? Optional.of(true) : Optional.empty();
  }

  private void repair(List<String> names, Supplier<Optional<Boolean>> step) {
    try {
      new Hold(keys.redis()).during(step);
      names.forEach(findings::repaired);
    } catch (ReplayException | JedisDataException e) {
      names.forEach(name -> findings.unrepaired(name, String.valueOf(e.getMessage())));
    }
  }

  /** Cells that are nobody's, unless they are one of those that were told already. */
  void checkStrays() {
    strays.removeAll(told);
    List<Cell> all = List.copyOf(strays);
    for (int i = 0; i < all.size(); i += ProjectedKeys.AT_ONCE) {
      List<Cell> some = all.subList(i, Math.min(all.size(), i + ProjectedKeys.AT_ONCE));
      Look look = keys.look(some);
      List<Cell> left = nobodys(some, look);
      left.forEach(cell -> findings.add(Drift.of(KeyComparer.surplus(cell.name()), List.of())));
      if (repair && !left.isEmpty()) {
        repair(left.stream().map(Cell::name).toList(), () -> remove(left));
      }
    }
  }

  private List<Cell> nobodys(List<Cell> cells, Look look) {
    KeyFold<E> seen = new KeyFold<>(projection, look);
    KeyComparer comparer = new KeyComparer(look.stand().now());
    return cells.stream()
        .filter(cell -> !comparer.isEmpty(look.in(cell)) && seen.owner(cell).isEmpty())
        .toList();
  }

  private Optional<Boolean> remove(List<Cell> cells) {
    Look look = keys.look(cells);
    Map<Cell, Content> nothing = new LinkedHashMap<>();
    nobodys(cells, look).forEach(cell -> nothing.put(cell, Content.NOTHING));
    return keys.replace(look.stand(), nothing) ? Optional.of(true) : Optional.empty();
  }
}
