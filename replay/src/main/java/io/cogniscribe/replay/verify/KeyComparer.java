package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.Life;
import io.cogniscribe.replay.rebuild.RowDifference;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares what is in a cell with what should be.
 *
 * @param now of the look at the cell
 */
record KeyComparer(Instant now) {

  private static final String TABLE = "redis";

  /** What should not be there at all. */
  static RowDifference surplus(String name) {
    return new RowDifference(TABLE, name, Kind.SURPLUS, List.of());
  }

  /** How the cell differs; empty when it is as it should be. */
  Optional<RowDifference> compare(Content live, Expected.Held log) {
    Content known = lasting(live);
    if (known.fields().isEmpty() && !isOfOtherType(live, log.content())) {
      return log.mayBeMissing() ? Optional.empty() : missing(log);
    }
    List<ColumnDifference> columns = new ArrayList<>();
    if (isOfOtherType(live, log.content())) {
      columns.add(ColumnDifference.of("type", live.type(), log.content().type()));
    } else {
      columns.addAll(fields(known, log));
      if (expiresWrongly(live, log)) {
        columns.add(
            new ColumnDifference(
                "expires", moment(live.expiresAt()), moment(log.content().expiresAt())));
      }
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowDifference(TABLE, log.cell().name(), Kind.DIFFERENT, columns));
  }

  /** Whether a cell that nothing is said of is empty, as it should be. */
  boolean isEmpty(Content live) {
    return live.equals(Content.NOTHING)
        || Life.of(live.expiresAt(), now) != Life.LASTING
        || (isSortedSet(live) && lasting(live).fields().isEmpty());
  }

  private static boolean isOfOtherType(Content live, Content log) {
    return !live.equals(Content.NOTHING) && !live.type().equals(log.type());
  }

  private static Optional<RowDifference> missing(Expected.Held log) {
    return Optional.of(new RowDifference(TABLE, log.cell().name(), Kind.MISSING, List.of()));
  }

  /** Scores of sorted sets are times of expiry; what has expired waits there to be swept out. */
  private Content lasting(Content live) {
    if (!isSortedSet(live)) {
      return live;
    }
    Map<String, String> members = new HashMap<>(live.fields());
    members.values().removeIf(score -> Life.of(expiry(score), now) != Life.LASTING);
    return Content.sortedSet(members, live.expiresAt());
  }

  private static long expiry(String score) {
    try {
      return (long) Double.parseDouble(score);
    } catch (NumberFormatException infinite) {
      return Content.NEVER;
    }
  }

  private static boolean isSortedSet(Content content) {
    return content.type().equals("zset");
  }

  private static List<ColumnDifference> fields(Content live, Expected.Held log) {
    Map<String, String> expected = log.content().fields();
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(live.fields().keySet());
    List<ColumnDifference> columns = new ArrayList<>();
    for (String name : names) {
      boolean fades =
          log.fading().contains(name)
              && (!live.fields().containsKey(name) || !expected.containsKey(name));
      if (!fades && !Objects.equals(live.fields().get(name), expected.get(name))) {
        columns.add(ColumnDifference.of(name, live.fields().get(name), expected.get(name)));
      }
    }
    return columns;
  }

  private static boolean expiresWrongly(Content live, Expected.Held log) {
    long earliest = log.content().expiresAt();
    if (earliest == Content.NEVER || live.expiresAt() == Content.NEVER) {
      return earliest != live.expiresAt();
    }
    long tolerance = Life.TOLERANCE.toMillis();
    return live.expiresAt() < earliest - tolerance
        || live.expiresAt() > log.latestExpiry() + tolerance;
  }

  private static String moment(long millis) {
    return millis == Content.NEVER ? "never" : Instant.ofEpochMilli(millis).toString();
  }
}
