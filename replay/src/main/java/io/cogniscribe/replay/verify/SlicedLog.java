package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.replay.rebuild.SpillFiles;
import io.cogniscribe.topic.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of slices of the log in spill files, one file a slice, with the events that change rows.
 * It follows the active generation, so that each slice can be read at the position at which its
 * rows were read.
 */
final class SlicedLog<E> implements AutoCloseable {

  /** The offset of an entry that is not a record of the log: a group that has rows. */
  private static final long FOUND = -1;

  /** The disk space of all slices of the range; above it, half of them is left for later. */
  private static final long DISK_BYTES = 2L << 30;

  private final Map<String, Source<E>> sources;
  private final VerifiableProjection<E> projection;
  private final LogReader log;
  private final Slicing slicing;
  private final int first;
  private final SpillFiles spillFiles;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<ParkedStream, Long> poisoned = new HashMap<>();

  /**
   * Creates an empty sliced log.
   *
   * @param first the first slice of the range
   * @param count the maximum number of slices
   */
  SlicedLog(
      VerifiableProjection<E> projection,
      LogReader log,
      Slicing slicing,
      int first,
      int count,
      Path folder) {
    this.sources =
        projection.sources().stream().collect(Collectors.toMap(Source::topic, Function.identity()));
    this.projection = projection;
    this.log = log;
    this.slicing = slicing;
    this.first = first;
    this.spillFiles = new SpillFiles(List.copyOf(sources.keySet()), folder, count, DISK_BYTES);
  }

  /**
   * Returns the number after the last slice; lower than requested when the slices would need too
   * much disk.
   */
  int end() {
    return first + spillFiles.count();
  }

  /** Returns the offset of the first unreadable record of each stream. */
  Map<ParkedStream, Long> poisoned() {
    return poisoned;
  }

  /** Adds a group that has rows, with or without events in the log. */
  void addFound(UUID group) {
    String anyTopic = sources.keySet().iterator().next();
    add(group, new ConsumerRecord<>(anyTopic, 0, FOUND, Keys.of(group), new byte[0]));
  }

  /**
   * Reads on up to the given positions.
   *
   * @throws ReplayException when they are behind the read positions
   */
  void follow(Positions target, Pace pace) {
    ends.forEach((partition, end) -> {
      if (target.next().getOrDefault(partition, 0L) < end) {
        throw new ReplayException(
            "tables were rebuilt meanwhile. Verify them after the projector has caught up.");
      }
    });
    log.read(
        target.unread(ends),
        records -> {
          records.forEach(this::sort);
          pace.spend(records.size());
        });
    ends.putAll(target.next());
  }

  private void sort(ConsumerRecord<byte[], byte[]> record) {
    switch (decode(record)) {
      case Decoded.Poison<E> poison ->
          poisoned.putIfAbsent(
              new ParkedStream(poison.at().partition(), poison.streamKey()), record.offset());
      case Decoded.Event<E> event -> projection.group(event).ifPresent(group -> add(group, record));
    }
  }

  private Decoded<E> decode(ConsumerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(sources.get(record.topic())).decode(record);
  }

  private void add(UUID group, ConsumerRecord<byte[], byte[]> record) {
    spillFiles.add(slicing.of(group) - first, record);
  }

  /** Returns whether a key belongs to the slice that was returned last. */
  boolean isInLast(String key) {
    return slicing.of(key) == first + spillFiles.taken() - 1;
  }

  boolean hasNext() {
    return spillFiles.hasNext();
  }

  /**
   * Returns the next slice: groups that have events or rows, and their events up to the positions
   * to which the log was followed.
   */
  Map<UUID, List<Decoded.Event<E>>> next() {
    Map<UUID, List<Decoded.Event<E>>> slice = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : spillFiles.take()) {
      if (record.offset() == FOUND) {
        slice.computeIfAbsent(Keys.parse(record.key()).orElseThrow(), _ -> new ArrayList<>());
      } else if (decode(record) instanceof Decoded.Event<E> event) {
        projection
            .group(event)
            .ifPresent(group -> slice.computeIfAbsent(group, _ -> new ArrayList<>()).add(event));
      }
    }
    return slice;
  }

  @Override
  public void close() {
    spillFiles.close();
  }
}
