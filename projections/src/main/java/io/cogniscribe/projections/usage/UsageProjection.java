package io.cogniscribe.projections.usage;

import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sums finished jobs in {@code usage_statistics}, by user and month. */
public record UsageProjection(Tariff tariff) implements VerifiableProjection<Optional<Usage>> {

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public List<Source<Optional<Usage>>> sources() {
    return List.of(
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            Codecs.jobEvents(),
            event -> Usage.of(event, tariff)));
  }

  @Override
  public List<Refusal<Optional<Usage>>> apply(
      Connection connection, List<Event<Optional<Usage>>> events) throws SQLException {
    Map<UsageKey, Usage> months = new HashMap<>();
    for (Event<Optional<Usage>> event : events) {
      event.fact().ifPresent(usage -> months.merge(usage.key(), usage, Usage::plus));
    }
    // Sorted by id to prevent deadlocks between loops.
    Usage.TABLE.upsert(
        connection,
        months.values().stream().sorted(Comparator.comparing(usage -> usage.key().id())).toList());
    return List.of();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(Usage.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<Optional<Usage>> event) {
    return event.fact().map(usage -> usage.key().id());
  }

  @Override
  public Fold<Optional<Usage>, TableRow> fold(List<Event<Optional<Usage>>> events) {
    Optional<Usage> month =
        events.stream().flatMap(event -> event.fact().stream()).reduce(Usage::plus);
    return new Fold<>(month.map(Usage.TABLE::row).stream().toList(), Optional.empty());
  }
}
