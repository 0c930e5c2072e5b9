package io.cogniscribe.projector.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that has a row, and the names that it holds there.
 *
 * @param since when it took them
 */
record NameHolder(UUID id, @Nullable String username, @Nullable String email, Instant since) {

  /**
   * Whoever took a name later comes last; ids, which grow with time, tell apart the same moment.
   */
  static final Comparator<NameHolder> NEWCOMER_LAST =
      Comparator.comparing(NameHolder::since).thenComparing(NameHolder::id);

  static NameHolder of(UserRow row) {
    return new NameHolder(row.id(), row.username(), row.email(), row.createdAt());
  }
}
