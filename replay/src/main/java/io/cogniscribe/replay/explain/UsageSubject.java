package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.Usage;
import io.cogniscribe.projections.usage.UsageKey;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's usage in a month, to be explained. A user's jobs are in every partition. */
public final class UsageSubject implements Subject<Optional<Usage>> {

  private final UsageKey key;
  private final Source<TakenFact<Optional<Usage>>> source;

  public UsageSubject(UUID userId, YearMonth month, Tariff tariff) {
    key = new UsageKey(userId, month);
    source =
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            Codecs.jobEvents(),
            event -> TakenFact.of(event, Usage.of(event, tariff)));
  }

  /** Returns the id of the month's row. */
  public UUID rowId() {
    return key.id();
  }

  @Override
  public Source<TakenFact<Optional<Usage>>> source() {
    return source;
  }

  @Override
  public Set<UUID> streams() {
    return Set.of();
  }

  @Override
  public boolean concerns(Optional<Usage> usage) {
    return usage.filter(each -> each.key().equals(key)).isPresent();
  }

  @Override
  public RowFold<Optional<Usage>> fold() {
    return new Fold();
  }

  /** The running sums. */
  private static final class Fold implements RowFold<Optional<Usage>> {

    private @Nullable Usage sum;

    @Override
    public @Nullable String apply(Coordinates at, Optional<Usage> usage, int skippedBefore) {
      Usage more = usage.orElseThrow();
      sum = sum == null ? more : sum.plus(more);
      return null;
    }

    @Override
    public Map<String, @Nullable Object> row() {
      return sum == null ? Map.of() : Usage.TABLE.row(sum).values();
    }
  }
}
