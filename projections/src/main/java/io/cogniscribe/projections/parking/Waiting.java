package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parked record, read again from the log.
 *
 * @param record the record as the current code decodes it; null for a report that has expired
 */
public record Waiting<E>(ParkedEvent pointer, @Nullable Decoded<E> record) {

  /** Returns the records of a chunk, without the expired ones. */
  public static <E> List<Decoded<E>> records(List<Waiting<E>> chunk) {
    return chunk.stream().map(Waiting::record).flatMap(Stream::ofNullable).toList();
  }
}
