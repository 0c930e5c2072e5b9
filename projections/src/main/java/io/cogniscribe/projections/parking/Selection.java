package io.cogniscribe.projections.parking;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parked aggregates are meant.
 *
 * @param streamKeys theirs; empty for any
 * @param reason what the reason of the first parked record contains, or its kind; null for any
 */
public record Selection(Set<String> streamKeys, @Nullable String reason) {

  /** Every one. */
  public static final Selection ALL = new Selection(Set.of(), null);

  public Selection {
    streamKeys = Set.copyOf(streamKeys);
  }

  /** Whether an aggregate is meant, of which this is the first parked record. */
  public boolean matches(ParkedEvent head) {
    return (streamKeys.isEmpty() || streamKeys.contains(head.streamKey()))
        && (reason == null
            || (head.error() != null
                && (head.error().contains(reason)
                    || ReasonKind.of(head.error()).contains(reason))));
  }
}
