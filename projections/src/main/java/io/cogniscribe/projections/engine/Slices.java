package io.cogniscribe.projections.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes the records of a poll in slices of about 4 MiB, so that a poll with long transcripts is
 * not in memory twice. A slice ends with the record that reaches the limit.
 */
public record Slices<E>(
    Iterable<ConsumerRecord<byte[], byte[]>> records, Map<String, Source<E>> sources)
    implements Iterable<List<Decoded<E>>> {

  private static final int SLICE_BYTES = 4 << 20;

  @Override
  public Iterator<List<Decoded<E>>> iterator() {
    Iterator<ConsumerRecord<byte[], byte[]>> remaining = records.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return remaining.hasNext();
      }

      @Override
      public List<Decoded<E>> next() {
        if (!remaining.hasNext()) {
          throw new NoSuchElementException();
        }
        return slice(remaining);
      }
    };
  }

  private List<Decoded<E>> slice(Iterator<ConsumerRecord<byte[], byte[]>> remaining) {
    List<Decoded<E>> slice = new ArrayList<>();
    long bytes = 0;
    while (remaining.hasNext() && bytes < SLICE_BYTES) {
      ConsumerRecord<byte[], byte[]> record = remaining.next();
      slice.add(Objects.requireNonNull(sources.get(record.topic())).decode(record));
      bytes += Math.max(0, record.serializedValueSize());
    }
    return slice;
  }
}
