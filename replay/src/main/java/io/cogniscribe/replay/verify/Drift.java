package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row, or a key of Redis, that differs from the log.
 *
 * @param row the difference
 * @param events the number of events that make the rows of its group; null for a key of Redis
 * @param offsets the first of these events, as {@code topic-partition@offset}
 */
public record Drift(RowDifference row, @Nullable Integer events, List<String> offsets) {

  /** The maximum number of offsets in a report. */
  private static final int OFFSETS_SHOWN = 50;

  /** Returns the drift of a row, which these events should have made. */
  static Drift of(RowDifference row, List<? extends Event<?>> events) {
    return new Drift(
        row,
        events.size(),
        events.stream().limit(OFFSETS_SHOWN).map(event -> event.at().toString()).toList());
  }

  /** Returns the drift of a key of Redis, whose events are not known. */
  static Drift ofKey(RowDifference row) {
    return new Drift(row, null, List.of());
  }

  public Drift {
    offsets = List.copyOf(offsets);
  }
}
