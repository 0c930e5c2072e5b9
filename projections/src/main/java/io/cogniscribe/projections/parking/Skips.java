package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The records that a projection skips on an operator's decision. */
public final class Skips {

  /** No skips. */
  public static final Skips NONE = new Skips(List.of());

  private final List<SkippedEvent> events;
  private final Set<Coordinates> all = new HashSet<>();
  private final Map<ParkedStream, TreeSet<Long>> byStream = new HashMap<>();

  public Skips(List<SkippedEvent> skipped) {
    events = List.copyOf(skipped);
    for (SkippedEvent skip : events) {
      all.add(skip.at());
      byStream
          .computeIfAbsent(
              new ParkedStream(skip.at().partition(), skip.streamKey()), _ -> new TreeSet<>())
          .add(skip.at().offset());
    }
  }

  /** Returns all skipped records. */
  public List<SkippedEvent> all() {
    return events;
  }

  /** Returns whether a record is skipped. */
  public boolean contains(Coordinates at) {
    return all.contains(at);
  }

  /** Returns the number of skipped records of a stream before an offset. */
  public int before(ParkedStream stream, Coordinates at) {
    TreeSet<Long> offsets = byStream.get(stream);
    return offsets == null ? 0 : offsets.headSet(at.offset()).size();
  }
}
