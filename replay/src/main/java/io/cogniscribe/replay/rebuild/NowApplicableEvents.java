package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.engine.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads parked events that the current code can apply, 4 MiB at a time. */
record NowApplicableEvents<E>(Projection<E> projection, LogReader log) {

  private static final long BYTES = 4L << 20;

  /** Passes the events at some offsets to the consumer, in the order of each partition. */
  void forEach(Map<TopicPartition, SortedSet<Long>> offsets, Consumer<Decoded.Event<E>> taker) {
    Map<String, Source<E>> sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    try (RecordReader records = log.single()) {
      offsets.forEach((partition, some) -> {
        Source<E> source = Objects.requireNonNull(sources.get(partition.topic()));
        List<Long> left = List.copyOf(some);
        while (!left.isEmpty()) {
          RecordReader.Found found = records.read(partition, left, BYTES);
          for (ConsumerRecord<byte[], byte[]> record : found.records()) {
            if (source.decode(record) instanceof Decoded.Event<E> event) {
              taker.accept(event);
            }
          }
          left = left.subList(found.looked(), left.size());
        }
      });
    }
  }
}
