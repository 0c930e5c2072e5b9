package io.cogniscribe.projections.parking;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A selection of parked aggregates.
 *
 * @param streamKeys the stream keys; empty for any
 * @param reason a part of the first parked record's reason or of its kind; null for any
 */
public record Selection(Set<String> streamKeys, @Nullable String reason) {

  /** All parked aggregates. */
  public static final Selection ALL = new Selection(Set.of(), null);

  public Selection {
    streamKeys = Set.copyOf(streamKeys);
  }

  /** Returns whether the aggregate with this first parked record is selected. */
  public boolean matches(ParkedEvent head) {
    return (streamKeys.isEmpty() || streamKeys.contains(head.streamKey()))
        && (reason == null
            || (head.error() != null
                && (head.error().contains(reason)
                    || ReasonKind.of(head.error()).contains(reason))));
  }
}
