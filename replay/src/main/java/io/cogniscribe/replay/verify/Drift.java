package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.replay.rebuild.RowDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row, or a key of Redis, that is not what the log says.
 *
 * @param row what is the matter with it
 * @param events how many events make the rows of its group; null for a key of Redis
 * @param offsets where they stand, as {@code topic-partition@offset}; the first ones of many
 */
public record Drift(RowDifference row, @Nullable Integer events, List<String> offsets) {

  /** So many offsets are told. */
  private static final int OFFSETS_SHOWN = 50;

  /** One that these events should have made. */
  static Drift of(RowDifference row, List<? extends Event<?>> events) {
    return new Drift(
        row,
        events.size(),
        events.stream().limit(OFFSETS_SHOWN).map(event -> event.at().toString()).toList());
  }

  /** One of Redis, of which a fold of the log shows no events. */
  static Drift ofKey(RowDifference row) {
    return new Drift(row, null, List.of());
  }

  public Drift {
    offsets = List.copyOf(offsets);
  }
}
