package io.cogniscribe.projector.replay;

import io.cogniscribe.projector.engine.Advance;
import io.cogniscribe.projector.engine.Batch;
import io.cogniscribe.projector.engine.BatchWriter;
import io.cogniscribe.projector.engine.Decoded;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Slices;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.projector.engine.Start;
import io.cogniscribe.projector.engine.Stretch;
import io.cogniscribe.projector.postgres.PostgresProjection;
import io.cogniscribe.projector.postgres.PostgresStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Folds partitions into a generation in the way of the live projection: batch by batch, each with
 * the position that it leads to.
 *
 * @param tables connections whose tables are the generation's
 */
record StoreFold<E>(
    PostgresProjection<E> projection,
    DataSource tables,
    LogReader log,
    Map<String, String> topicIds,
    Meter meter) {

  /** Folds one partition from where the generation stands up to {@code to}. */
  void fold(TopicPartition partition, long begin, long to) {
    Map<String, Source<E>> sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    PostgresStore<E> store = new PostgresStore<>(tables, projection);
    Map<TopicPartition, Long> positions = claim(store, partition, begin);
    BatchWriter<E> writer =
        new BatchWriter<>(
            store::commit,
            positions,
            batch ->
                batch.advances().forEach(moved -> positions.put(moved.partition(), moved.next())));
    long from = Objects.requireNonNull(positions.get(partition));
    log.read(
        new Stretch(partition, from, to),
        records -> {
          for (List<Decoded<E>> slice : new Slices<>(records, sources)) {
            writer.write(slice);
          }
          meter.add(records.size(), bytes(records));
        });
    // Behind the last record there may be marks of transactions: live counts none of them.
  }

  /** Moves the position alone: the rows were written by other means. */
  void advance(Advance advance, long begin) {
    PostgresStore<E> store = new PostgresStore<>(tables, projection);
    claim(store, advance.partition(), begin);
    store.commit(new Batch<>(List.of(), List.of(advance)));
  }

  private Map<TopicPartition, Long> claim(
      PostgresStore<E> store, TopicPartition partition, long begin) {
    Start start = new Start(Objects.requireNonNull(topicIds.get(partition.topic())), begin);
    return new HashMap<>(store.claim(Map.of(partition, start)));
  }

  static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().mapToLong(record -> Math.max(0, record.serializedValueSize())).sum();
  }
}
