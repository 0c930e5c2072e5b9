package io.cogniscribe.replay.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The content of an archive.
 *
 * @param format the version of the archive's format
 * @param clusterId the cluster that was exported
 * @param writtenAt the time when the export ended, as ISO 8601
 * @param extract null when the archive has the whole log
 */
public record Manifest(
    int format,
    String clusterId,
    String writtenAt,
    @Nullable Extract extract,
    List<ArchivedTopic> topics) {

  /** The format that this version writes. */
  public static final int FORMAT = 1;

  /**
   * The limits of an extract, as ISO 8601.
   *
   * @param from null for the beginning
   * @param to null for the end
   */
  public record Extract(@Nullable String from, @Nullable String to) {}

  /**
   * A topic.
   *
   * @param id the topic id in Kafka
   * @param config the settings that the topic overrides
   * @param partitions all of its partitions, by number
   */
  public record ArchivedTopic(
      String name,
      String id,
      SortedMap<String, String> config,
      List<ArchivedPartition> partitions) {

    public ArchivedTopic {
      config = new TreeMap<>(config);
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * A partition.
   *
   * @param begin the first offset that the archive covers
   * @param end the offset after the last one
   * @param decidedUpTo for a topic of commands, the offset up to which they were decided; null when
   *     it is not known
   * @param segments its files, in the order of their offsets
   */
  public record ArchivedPartition(
      int partition, long begin, long end, @Nullable Long decidedUpTo, List<Segment> segments) {

    public ArchivedPartition {
      segments = List.copyOf(segments);
    }

    ArchivedPartition with(Segment more) {
      List<Segment> all = new ArrayList<>(segments);
      all.add(more);
      return new ArchivedPartition(partition, begin, more.to(), decidedUpTo, all);
    }
  }

  /**
   * A file.
   *
   * @param from the first offset that it covers; an offset without a record belonged to an aborted
   *     transaction or a transaction marker
   * @param to the offset after the last one
   * @param bytes its size
   * @param sha256 the digest of its bytes, hexadecimal
   */
  public record Segment(String file, long from, long to, long records, long bytes, String sha256) {}

  public Manifest {
    topics = List.copyOf(topics);
  }

  /** Returns the number of records. */
  public long records() {
    return segments().stream().mapToLong(Segment::records).sum();
  }

  /** Returns the total size of the files in bytes. */
  public long bytes() {
    return segments().stream().mapToLong(Segment::bytes).sum();
  }

  List<Segment> segments() {
    return partitions().values().stream()
        .flatMap(partition -> partition.segments().stream())
        .toList();
  }

  /** Returns the partitions of all topics, in their order. */
  Map<TopicPartition, ArchivedPartition> partitions() {
    Map<TopicPartition, ArchivedPartition> partitions = new LinkedHashMap<>();
    for (ArchivedTopic topic : topics) {
      for (ArchivedPartition each : topic.partitions()) {
        partitions.put(new TopicPartition(topic.name(), each.partition()), each);
      }
    }
    return partitions;
  }
}
