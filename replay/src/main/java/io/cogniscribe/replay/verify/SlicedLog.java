package io.cogniscribe.replay.verify;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.parking.ParkedStream;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.replay.rebuild.Positions;
import io.cogniscribe.replay.rebuild.ReplayException;
import io.cogniscribe.topic.Keys;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * An offset range of slices of the log, set down on disk slice by slice: those events that change
 * something. It follows the active generation, so that each slice can be had as of the very
 * position at which its rows were read.
 */
final class SlicedLog<E> implements Closeable {

  /** The offset of what is no record of the log: a group that has rows. */
  private static final long FOUND = -1;

  private final Map<String, Source<E>> sources;
  private final VerifiableProjection<E> projection;
  private final LogReader log;
  private final Slicing slicing;
  private final int first;
  private final SpillFiles spillFiles;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<ParkedStream, Long> poisoned = new HashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param first the first slice of the offset range
   * @param count how many there are at most
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
    try {
      this.spillFiles =
          new SpillFiles(List.copyOf(sources.keySet()), folder, "slice-" + first + "-", count);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for sorting, " + folder, e);
    }
  }

  /** The slice after the last one; fewer than asked for when they would take too much disk. */
  int end() {
    return first + spillFiles.count();
  }

  /** Where records are poison, by stream; the first of each. */
  Map<ParkedStream, Long> poisoned() {
    return poisoned;
  }

  /** Adds a group that has rows, with or without events in the log. */
  void addFound(UUID group) {
    String anyTopic = sources.keySet().iterator().next();
    add(group, new ConsumerRecord<>(anyTopic, 0, FOUND, Keys.of(group), new byte[0]));
  }

  /**
   * Reads on up to positions, and no further.
   *
   * @throws ReplayException when they are behind what was read already
   */
  void follow(Positions target, Pace pace) {
    ends.forEach((partition, end) -> {
      if (target.next().getOrDefault(partition, 0L) < end) {
        throw new ReplayException(
            "tables were made anew meanwhile: verify them once the active generation has caught up",
            null);
      }
    });
    List<OffsetRange> ranges =
        OffsetRanges.unread(ends, target).stream().filter(range -> !range.isEmpty()).toList();
    log.read(
        ranges,
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
    try {
      spillFiles.add(slicing.of(group) - first, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which slice is the next one. */
  int nextNumber() {
    return first + spillFiles.taken();
  }

  /** Whether there is a slice that was not taken. */
  boolean hasNext() {
    return spillFiles.taken() < spillFiles.count();
  }

  /**
   * The next slice: groups that have events or rows, and their events up to where the log was
   * followed.
   */
  Map<UUID, List<Decoded.Event<E>>> next() {
    Map<UUID, List<Decoded.Event<E>>> slice = new HashMap<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : spillFiles.take()) {
        if (record.offset() == FOUND) {
          slice.computeIfAbsent(Keys.parse(record.key()).orElseThrow(), _ -> new ArrayList<>());
        } else if (decode(record) instanceof Decoded.Event<E> event) {
          projection
              .group(event)
              .ifPresent(group -> slice.computeIfAbsent(group, _ -> new ArrayList<>()).add(event));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return slice;
  }

  @Override
  public void close() throws IOException {
    spillFiles.close();
  }
}
