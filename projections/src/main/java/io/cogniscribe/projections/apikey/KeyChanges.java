package io.cogniscribe.projections.apikey;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The changes of a batch. */
record KeyChanges(List<KeyRow> written, List<Refusal<Optional<KeyFact>>> refusals) {

  /**
   * Folds a batch in memory.
   *
   * @param stored the rows of the keys in the batch
   */
  static KeyChanges of(Collection<KeyRow> stored, List<Event<Optional<KeyFact>>> events) {
    Map<UUID, KeyRow> rows = new LinkedHashMap<>();
    stored.forEach(row -> rows.put(row.id(), row));
    Map<UUID, KeyRow> written = new LinkedHashMap<>();
    Set<UUID> refused = new HashSet<>();
    List<Refusal<Optional<KeyFact>>> refusals = new ArrayList<>();
    for (Event<Optional<KeyFact>> event : events) {
      KeyFact fact = event.fact().orElse(null);
      if (fact == null || refused.contains(fact.id())) {
        continue;
      }
      KeyRow before = rows.get(fact.id());
      Optional<KeyRow> after = after(before, fact);
      if (after.isPresent()) {
        rows.put(fact.id(), after.get());
        written.put(fact.id(), after.get());
      } else {
        refused.add(fact.id());
        refusals.add(
            new Refusal<>(
                event, before == null ? "it was never issued" : "it is issued a second time"));
      }
    }
    return new KeyChanges(List.copyOf(written.values()), List.copyOf(refusals));
  }

  /** Returns the row after the fact; empty when the fact does not fit the row. */
  private static Optional<KeyRow> after(@Nullable KeyRow before, KeyFact fact) {
    return switch (fact) {
      case KeyFact.Issued(KeyRow row) -> before == null ? Optional.of(row) : Optional.empty();
      case KeyFact.Revoked revoked -> Optional.ofNullable(before).map(row -> row.after(revoked));
    };
  }
}
