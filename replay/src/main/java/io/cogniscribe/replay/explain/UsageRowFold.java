package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.usage.Tariff;
import io.cogniscribe.projections.usage.Usage;
import io.cogniscribe.projections.usage.UsageKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running sums of a user's usage in a month. */
public final class UsageRowFold implements RowFold<Optional<Usage>> {

  private @Nullable Usage sum;

  private UsageRowFold() {}

  /** Returns the row of a user's month, to be explained. A user's jobs are in every partition. */
  public static Subject<Optional<Usage>> subject(UsageKey key, Tariff tariff) {
    return new Subject<>(
        new Events<>(
            TakenFact.ofJobs(event -> Usage.of(event, tariff)),
            Set.of(),
            usage -> usage.filter(each -> each.key().equals(key)).isPresent()),
        UsageRowFold::new);
  }

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
