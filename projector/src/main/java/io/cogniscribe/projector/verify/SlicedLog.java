package io.cogniscribe.projector.verify;

import io.cogniscribe.projector.engine.Decoded;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Source;
import io.cogniscribe.projector.engine.Stretch;
import io.cogniscribe.projector.parking.ParkedStream;
import io.cogniscribe.projector.postgres.VerifiableProjection;
import io.cogniscribe.projector.replay.Bucket;
import io.cogniscribe.projector.replay.Positions;
import io.cogniscribe.projector.replay.ReplayException;
import io.cogniscribe.topic.Keys;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of slices of the log, set down on disk slice by slice: those events that change a row.
 * It follows live, so that each slice can be had as of the very position at which its rows were
 * read.
 */
final class SlicedLog<E> implements Closeable {

  /** What all slices together may take on disk, before some of them are left for another round. */
  private static final long DISK_BYTES = 2L << 30;

  private final VerifiableProjection<E> projection;
  private final Source<E> source;
  private final LogReader log;
  private final Slicing slicing;
  private final int first;
  private final List<Bucket> shelves = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<ParkedStream, Long> poisoned = new HashMap<>();
  private long bytes;
  private int taken;

  /**
   * Nothing is read yet.
   *
   * @param first the first slice of the stretch
   * @param count how many there are at most
   */
  SlicedLog(
      VerifiableProjection<E> projection,
      LogReader log,
      Slicing slicing,
      int first,
      int count,
      Path folder) {
    this.projection = projection;
    this.source = projection.sources().getFirst();
    this.log = log;
    this.slicing = slicing;
    this.first = first;
    try {
      for (int i = 0; i < count; i++) {
        shelves.add(new Bucket(source.topic(), folder, "slice-" + first + "-" + i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for sorting, " + folder, e);
    }
  }

  /** The slice after the last one; fewer than asked for when they would take too much disk. */
  int end() {
    return first + shelves.size();
  }

  /** Where records are poison, by stream; the first of each. */
  Map<ParkedStream, Long> poisoned() {
    return poisoned;
  }

  /** A group that has rows, whether or not the log knows it: set down as a record of nothing. */
  void addGroup(UUID group) {
    add(group, new ConsumerRecord<>(source.topic(), 0, 0, Keys.of(group), null));
  }

  private int shelf(UUID group) {
    int shelf = slicing.of(group) - first;
    return shelf >= taken && shelf < shelves.size() ? shelf : Slicing.NONE;
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
            "the tables were made anew meanwhile: verify them once live has caught up", null);
      }
    });
    target
        .next()
        .forEach((partition, to) -> {
          long from = ends.getOrDefault(partition, 0L);
          log.read(
              new Stretch(partition, from, to),
              records -> {
                sort(records);
                pace.spend(records.size());
              });
          ends.put(partition, Math.max(from, to));
        });
  }

  private void sort(List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      switch (source.decode(record)) {
        case Decoded.Poison<E> poison ->
            poisoned.putIfAbsent(
                new ParkedStream(poison.at().partition(), poison.streamKey()), record.offset());
        case Decoded.Event<E> event ->
            projection.group(event).ifPresent(group -> add(group, record));
      }
    }
  }

  private void add(UUID group, ConsumerRecord<byte[], byte[]> record) {
    int shelf = shelf(group);
    if (shelf < 0) {
      return;
    }
    try {
      shelves.get(shelf).add(record);
      bytes += Math.max(0, record.serializedValueSize());
      if (bytes > DISK_BYTES) {
        leaveHalf();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leaveHalf() throws IOException {
    int kept = Math.max(taken + 1, shelves.size() / 2);
    while (shelves.size() > kept) {
      shelves.removeLast().close();
    }
    bytes /= 2;
  }

  /** Which slice is the next one. */
  int nextNumber() {
    return first + taken;
  }

  /** Whether there is a slice that was not taken. */
  boolean hasNext() {
    return taken < shelves.size();
  }

  /**
   * The next slice: groups that have rows or events, and their events up to where the log was
   * followed.
   */
  Map<UUID, List<Decoded.Event<E>>> next() {
    Map<UUID, List<Decoded.Event<E>>> groups = new HashMap<>();
    try (Bucket shelf = shelves.get(taken++)) {
      for (ConsumerRecord<byte[], byte[]> record : shelf.read()) {
        if (record.value() == null) {
          Keys.parse(record.key())
              .ifPresent(group -> groups.computeIfAbsent(group, _ -> new ArrayList<>()));
        } else if (source.decode(record) instanceof Decoded.Event<E> event) {
          projection
              .group(event)
              .ifPresent(group -> groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(event));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return groups;
  }

  @Override
  public void close() throws IOException {
    for (Bucket shelf : shelves) {
      shelf.close();
    }
  }
}
