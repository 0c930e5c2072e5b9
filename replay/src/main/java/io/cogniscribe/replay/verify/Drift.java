package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.List;

/**
 * A row, or a key of Redis, that is not what the log says.
 *
 * @param row what is the matter with it
 * @param events how many events make the rows of its group
 * @param offsets where they stand, as {@code topic-partition@offset}; the first ones of many
 */
public record Drift(RowDifference row, int events, List<String> offsets) {

  /** So many offsets are told. */
  private static final int OFFSETS_SHOWN = 50;

  /** One that these events should have made. */
  static Drift of(RowDifference row, List<? extends Event<?>> events) {
    return new Drift(
        row,
        events.size(),
        events.stream().limit(OFFSETS_SHOWN).map(event -> event.at().toString()).toList());
  }

  public Drift {
    offsets = List.copyOf(offsets);
  }
}
