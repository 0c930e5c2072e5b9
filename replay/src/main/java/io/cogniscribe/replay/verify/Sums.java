package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.ProjectedKeys;
import io.cogniscribe.projections.redis.VerifiableKeys;
import io.cogniscribe.replay.rebuild.Hold;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Compares the sums over all groups. They are looked at first of all, and added up while the log is
 * read to where they stood then: whoever reads all of it for a sample has them for nothing.
 */
final class Sums<E> {

  private final VerifiableKeys<E> projection;
  private final ProjectedKeys keys;
  private final SlicedLog<E> log;
  private final Map<Cell, Sum> sums = new LinkedHashMap<>();
  private ProjectedKeys.Look look;

  /** One of them, and the first of its events. */
  private static final class Sum {

    private static final int EVENTS_KEPT = 50;

    private final List<String> offsets = new ArrayList<>();
    private int events;
    private long total;

    void add(Event<?> event, long addend) {
      total += addend;
      events++;
      if (offsets.size() < EVENTS_KEPT) {
        offsets.add(event.at().toString());
      }
    }

    Expected.Held expected(Cell cell) {
      Content content = Content.string(String.valueOf(total), Content.NEVER);
      return new Expected.Held(cell, content, Set.of(), Content.NEVER, total == 0);
    }
  }

  /**
   * Looks at them.
   *
   * @param log of which nothing was read yet
   */
  Sums(VerifiableKeys<E> projection, ProjectedKeys keys, SlicedLog<E> log) {
    this.projection = projection;
    this.keys = keys;
    this.log = log;
    projection.keysToForget().forEach(key -> sums.put(Cell.of(key), new Sum()));
    look = look();
  }

  private ProjectedKeys.Look look() {
    return keys.look(List.copyOf(sums.keySet()));
  }

  /** Reads the log up to where they stood, compares, and repairs. */
  void check(boolean repair, Pace pace, Findings findings) {
    read(pace);
    findings.compared(0, sums.size());
    Map<Cell, RowDifference> drifted = differences();
    drifted.forEach((cell, row) -> {
      Sum sum = sum(cell);
      findings.add(new Drift(row, sum.events, sum.offsets));
    });
    if (repair && !drifted.isEmpty()) {
      List<String> names = drifted.keySet().stream().map(Cell::name).toList();
      try {
        new Hold(keys.redis()).during(() -> replace(List.copyOf(drifted.keySet())));
        names.forEach(findings::repaired);
      } catch (ReplayException | JedisDataException e) {
        names.forEach(name -> findings.unrepaired(name, String.valueOf(e.getMessage())));
      }
    }
  }

  private void read(Pace pace) {
    Parked parked = Parked.of(look);
    log.follow(
        new Positions(look.stand().next()),
        pace,
        event -> {
          if (parked.isApplied(event)) {
            projection
                .addends(event.fact())
                .forEach((key, addend) -> sum(Cell.of(key)).add(event, addend));
          }
        });
  }

  private Sum sum(Cell cell) {
    return Objects.requireNonNull(sums.get(cell));
  }

  private Map<Cell, RowDifference> differences() {
    KeyComparer comparer = new KeyComparer(look.stand().now());
    Map<Cell, RowDifference> differences = new LinkedHashMap<>();
    sums.forEach((cell, sum) ->
        comparer
            .compare(look.in(cell), sum.expected(cell))
            .ifPresent(row -> differences.put(cell, row)));
    return differences;
  }

  /** Replaces them by what they are now, if nothing moves meanwhile. */
  private Optional<Boolean> replace(List<Cell> drifted) {
    ProjectedKeys.Look before = look;
    look = look();
    if (!look.stand().parksLike(before.stand())) {
      throw new ReplayException(
          "parked records were retried, or databases swapped, meanwhile: verify again", null);
    }
    read(Pace.UNLIMITED);
    Map<Cell, Content> right = new LinkedHashMap<>();
    drifted.forEach(cell -> right.put(cell, sum(cell).expected(cell).content()));
    return keys.replace(look.stand(), right) ? Optional.of(true) : Optional.empty();
  }
}
