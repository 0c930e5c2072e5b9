package io.cogniscribe.projections.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that are applied atomically.
 *
 * @param records in the order of each partition
 * @param advances one for each partition, in {@link #ORDER}
 */
public record Batch<E>(List<Decoded<E>> records, List<Advance> advances) {

  /** The order in which all loops and tools lock partitions, to prevent deadlocks. */
  public static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  public Batch {
    records = List.copyOf(records);
    advances = List.copyOf(advances);
  }

  /**
   * Creates a batch that starts at the given positions.
   *
   * @param positions the next offset of every partition that has a record
   */
  public static <E> Batch<E> of(List<Decoded<E>> records, Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Advance> advances = new LinkedHashMap<>();
    for (Decoded<E> decoded : records) {
      TopicPartition partition = decoded.at().partition();
      Advance before = advances.get(partition);
      long expected =
          before == null
              ? Objects.requireNonNull(positions.get(partition), "not a partition of this loop")
              : before.expected();
      long cause =
          switch (decoded) {
            case Decoded.Event<E> event -> event.causeOffset();
            case Decoded.Poison<E> _ -> Decoded.NO_CAUSE;
          };
      long highest = before == null ? cause : Math.max(cause, before.causeOffset());
      advances.put(partition, new Advance(partition, expected, decoded.at().offset() + 1, highest));
    }
    List<Advance> ordered = new ArrayList<>(advances.values());
    ordered.sort(Comparator.comparing(Advance::partition, ORDER));
    return new Batch<>(records, ordered);
  }
}
