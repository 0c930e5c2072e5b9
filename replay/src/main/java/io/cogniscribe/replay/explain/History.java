package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.replay.explain.Step.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records found, and keeps the newest events as steps. Above the limit, the oldest event
 * is folded and dropped; this is correct for sums, whose addends have no order. Thread-safe.
 */
final class History<E> {

  private static final Comparator<Found<?>> IN_ORDER =
      Comparator.<Found<?>, Instant>comparing(Found::order)
          .thenComparing(found -> found.at().partition().topic())
          .thenComparingInt(found -> found.at().partition().partition())
          .thenComparingLong(found -> found.at().offset());

  private final ActiveState active;
  private final int limit;
  private final Shown shown;
  private final RowFold<E> log;
  private final RowFold<E> atActive;
  private final PriorityQueue<Found<E>> newest = new PriorityQueue<>(IN_ORDER);
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private long events;
  private long leftOut;
  private long unread;

  History(Subject<E> subject, ActiveState active, int limit) {
    this.active = active;
    this.limit = limit;
    this.shown = new Shown(subject.secrets());
    this.log = subject.fold().get();
    this.atActive = subject.fold().get();
  }

  synchronized void add(Found<E> found) {
    events++;
    kinds.merge(kind(found), 1L, Long::sum);
    newest.add(found);
    if (newest.size() > limit) {
      leftOut++;
      apply(newest.remove());
    }
  }

  private String kind(Found<E> found) {
    return switch (found) {
      case Found.Event<E> event -> event.taken().envelope().type();
      case Found.Parked<E> _ -> "parked";
      case Found.Skipped<E> _ -> "skipped";
    };
  }

  /** Returns the explanation, after all records have been added. */
  synchronized Explanation explanation(String name, Map<String, Long> read) {
    List<Step> steps = new ArrayList<>();
    while (!newest.isEmpty()) {
      Found<E> found = newest.remove();
      Map<String, @Nullable Object> before = log.row();
      @Nullable String notApplied = apply(found);
      steps.add(step(found, changes(before, log.row()), notApplied));
    }
    return new Explanation(
        name, read, events, kinds, leftOut, steps, shown.row(log.row()), verdict());
  }

  /** Returns the reason when a record was not applied; null when it was. */
  private @Nullable String apply(Found<E> found) {
    return switch (found) {
      case Found.Parked<E> parked -> {
        refused.add(parked.streamKey());
        yield parked.reason();
      }
      case Found.Skipped<E> _ -> "an operator has skipped it";
      case Found.Event<E> event when refused.contains(event.streamKey()) -> Finder.BEHIND;
      case Found.Event<E> event -> {
        int skippedBefore = active.skipped().before(streamOf(event), event.at());
        String refusal = log.apply(event.at(), event.taken().fact(), skippedBefore);
        if (refusal != null) {
          refused.add(event.streamKey());
        } else if (active instanceof ActiveState.Row row
            && row.has(event.at().partition(), event.at().offset())) {
          atActive.apply(event.at(), event.taken().fact(), skippedBefore);
        } else {
          unread++;
        }
        yield refusal;
      }
    };
  }

  private static ParkedStream streamOf(Found<?> found) {
    return new ParkedStream(found.at().partition(), found.streamKey());
  }

  private Step step(Found<E> found, List<Change> changes, @Nullable String notApplied) {
    @Nullable Envelope envelope =
        switch (found) {
          case Found.Event<E> event -> event.taken().envelope();
          case Found.Parked<E> aside -> aside.envelope();
          case Found.Skipped<E> skipped -> skipped.envelope();
        };
    String at = found.at().toString();
    if (envelope == null) {
      return new Step(at, found.streamKey(), null, null, null, null, null, changes, notApplied);
    }
    return new Step(
        at,
        found.streamKey(),
        envelope.type(),
        envelope.recordedAt(),
        envelope.actor().kind().label(),
        envelope.actor().id(),
        new Step.Command(envelope.commandId(), envelope.cause().token(), null),
        changes,
        notApplied);
  }

  private List<Change> changes(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    return differing(before, after).stream()
        .map(column ->
            new Change(
                column,
                shown.value(column, before.get(column)),
                shown.value(column, after.get(column))))
        .toList();
  }

  private static List<String> differing(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    Set<String> columns = new LinkedHashSet<>(one.keySet());
    columns.addAll(other.keySet());
    return columns.stream()
        .filter(column -> !Objects.equals(one.get(column), other.get(column)))
        .toList();
  }

  private ActiveState.Verdict verdict() {
    return switch (active) {
      case ActiveState.Unknown(String reason) ->
          new ActiveState.Verdict(null, reason, 0, 0, List.of(), Map.of());
      case ActiveState.Row(var row, _, long parked, _) -> {
        List<String> differing = differing(atActive.row(), row);
        // A row of nulls differs from a missing row.
        boolean equal = differing.isEmpty() && row.isEmpty() == atActive.row().isEmpty();
        yield new ActiveState.Verdict(equal, null, unread, parked, differing, shown.row(row));
      }
    };
  }
}
