package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parked aggregates, whose later records must be parked too. This is a copy of the store's data
 * for the partitions of one loop. Callers check that the store still agrees, because an operator
 * may have retried parked records.
 */
public final class ParkedStreams {

  private static final Logger LOG = LoggerFactory.getLogger(ParkedStreams.class);

  private final String projection;
  private final Map<ParkedStream, Long> counts = new HashMap<>();
  private Skips skips = Skips.NONE;

  public ParkedStreams(String projection) {
    this.projection = projection;
  }

  /**
   * Replaces the parked streams of some partitions.
   *
   * @param stored the number of parked records of each stream there
   * @param skipped all records that the projection skips, in all partitions
   */
  public synchronized void load(
      Set<TopicPartition> partitions, Map<ParkedStream, Long> stored, Skips skipped) {
    skips = skipped;
    counts.keySet().removeIf(stream -> partitions.contains(stream.partition()));
    counts.putAll(stored);
  }

  /** Returns the number of parked records in this copy. */
  public synchronized long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Sorts a batch. Poison and later records of parked aggregates are parked; skipped records are
   * dropped.
   */
  public synchronized <E> Sorted<E> sort(List<Decoded<E>> records) {
    List<Decoded.Event<E>> events = new ArrayList<>();
    List<ParkedEvent> parked = new ArrayList<>();
    Set<ParkedStream> poisoned = new HashSet<>();
    Set<ParkedStream> behind = new HashSet<>();
    for (Decoded<E> decoded : records) {
      if (skips.contains(decoded.at())) {
        continue;
      }
      ParkedStream stream = ParkedStream.of(decoded);
      switch (decoded) {
        case Decoded.Poison<E>(var at, var key, var error, var fingerprint) -> {
          poisoned.add(stream);
          parked.add(new ParkedEvent(at, key, error, fingerprint));
        }
        case Decoded.Event<E> event when poisoned.contains(stream) -> parked.add(behind(event));
        case Decoded.Event<E> event when counts.containsKey(stream) -> {
          behind.add(stream);
          parked.add(behind(event));
        }
        case Decoded.Event<E> event -> events.add(event.after(skips.before(stream, event.at())));
      }
    }
    return new Sorted<>(events, parked, List.copyOf(behind));
  }

  /**
   * Returns the events to park: the refused events and all later ones of their aggregates in the
   * batch.
   */
  public static <E> List<ParkedEvent> refused(
      List<Decoded.Event<E>> events, List<Refusal<E>> refusals) {
    if (refusals.isEmpty()) {
      return List.of();
    }
    Map<ParkedStream, Refusal<E>> first = new HashMap<>();
    refusals.forEach(refusal -> first.putIfAbsent(ParkedStream.of(refusal.event()), refusal));
    List<ParkedEvent> parked = new ArrayList<>();
    for (Decoded.Event<E> event : events) {
      Refusal<E> refusal = first.get(ParkedStream.of(event));
      if (refusal == null || event.at().offset() < refusal.event().at().offset()) {
        continue;
      }
      boolean isFirst = event.at().equals(refusal.event().at());
      parked.add(
          isFirst
              ? new ParkedEvent(event.at(), event.streamKey(), refusal.reason(), null)
              : behind(event));
    }
    return parked;
  }

  /**
   * Adds the parked records of a committed batch, and logs a warning for each newly parked
   * aggregate.
   */
  public synchronized void committed(List<ParkedEvent> parked) {
    for (ParkedEvent event : parked) {
      if (counts.merge(event.stream(), 1L, Long::sum) == 1L) {
        LOG.warn(
            "projection {} has parked {} at {} and its later events: {}",
            projection,
            event.streamKey(),
            event.at(),
            Objects.requireNonNullElse(event.error(), "see the records parked before it"));
      }
    }
  }

  private static ParkedEvent behind(Decoded.Event<?> event) {
    return new ParkedEvent(event.at(), event.streamKey(), null, null);
  }
}
