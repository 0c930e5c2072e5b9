package io.cogniscribe.projections.usage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

/** A user's month (UTC). */
public record UsageKey(UUID userId, YearMonth month) {

  static UsageKey of(UUID userId, Instant endedAt) {
    return new UsageKey(userId, YearMonth.from(endedAt.atZone(ZoneOffset.UTC)));
  }

  /**
   * Returns the row's id. It is derived from user and month, so that two folds of one log are
   * equal.
   */
  public UUID id() {
    return UUID.nameUUIDFromBytes((userId + "/" + month).getBytes(StandardCharsets.UTF_8));
  }
}
