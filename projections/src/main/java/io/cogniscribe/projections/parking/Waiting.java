package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parked record, read anew.
 *
 * @param record as today's code reads it; null for a report that has expired in the log
 */
public record Waiting<E>(ParkedEvent pointer, @Nullable Decoded<E> record) {

  /** The records of a chunk that there are. */
  public static <E> List<Decoded<E>> records(List<Waiting<E>> chunk) {
    return chunk.stream().map(Waiting::record).flatMap(Stream::ofNullable).toList();
  }
}
