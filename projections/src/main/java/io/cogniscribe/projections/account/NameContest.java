package io.cogniscribe.projections.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of several rows keeps a name: the row that took it last, in whatever order the
 * events arrive, because partitions have no mutual order.
 */
final class NameContest {

  private final Function<UserRow, @Nullable String> name;
  private final Map<String, UserRow> winners = new HashMap<>();

  /**
   * @param since returns the time at which a row's account took the name
   */
  NameContest(
      Collection<UserRow> rivals,
      Function<UserRow, @Nullable String> name,
      Function<UserRow, Instant> since) {
    this.name = name;
    // Ids grow with time, so they order accounts that took a name at the same instant.
    Comparator<UserRow> newcomerLast = Comparator.comparing(since).thenComparing(UserRow::id);
    for (UserRow rival : rivals) {
      String held = name.apply(rival);
      if (held != null) {
        winners.merge(held, rival, BinaryOperator.maxBy(newcomerLast));
      }
    }
  }

  /** Returns the row's name, or null when another row has won it. */
  @Nullable String kept(UserRow row) {
    String held = name.apply(row);
    UserRow winner = held == null ? null : winners.get(held);
    return winner != null && winner.id().equals(row.id()) ? held : null;
  }
}
