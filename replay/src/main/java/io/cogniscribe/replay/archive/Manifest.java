package io.cogniscribe.replay.archive;

import io.cogniscribe.topic.TopicDefinition;
import io.cogniscribe.topic.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an archive has.
 *
 * @param format the version of the archive's format
 * @param clusterId the cluster that it was made from
 * @param writtenAt when the export ended, as ISO 8601
 * @param extract null: all that the log had
 */
public record Manifest(
    int format,
    String clusterId,
    String writtenAt,
    @Nullable Extract extract,
    List<ArchivedTopic> topics) {

  /** The format that is written today. */
  public static final int FORMAT = 1;

  /**
   * What was asked for, where that was not everything; ISO 8601.
   *
   * @param from null: from the beginning
   * @param to null: to the end
   */
  public record Extract(@Nullable String from, @Nullable String to) {}

  /**
   * A topic.
   *
   * @param id what Kafka told it apart by
   * @param config its own settings, beside the cluster's defaults
   * @param partitions all of them, by number
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
   * @param begin the first offset that the archive speaks of
   * @param end the offset after the last one
   * @param decidedUpTo of a topic of commands: those before it were decided; null: not known
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
   * @param from the first offset that it speaks of; one without a record was an aborted
   *     transaction's, or a transaction's mark
   * @param to the offset after the last one
   * @param bytes its size
   * @param sha256 of all its bytes, hexadecimal
   */
  public record Segment(String file, long from, long to, long records, long bytes, String sha256) {}

  public Manifest {
    topics = List.copyOf(topics);
  }

  /** How many records there are. */
  public long records() {
    return segments().stream().mapToLong(Segment::records).sum();
  }

  /** How many bytes the files have. */
  public long bytes() {
    return segments().stream().mapToLong(Segment::bytes).sum();
  }

  List<Segment> segments() {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.segments().stream())
        .toList();
  }

  /** The topics that the log has and the archive lacks. */
  Set<String> missingTopics() {
    Set<String> missing = new HashSet<>();
    Topics.all().stream().map(TopicDefinition::name).forEach(missing::add);
    topics.forEach(topic -> missing.remove(topic.name()));
    return missing;
  }

  static SortedMap<String, String> sorted(Map<String, String> config) {
    return new TreeMap<>(config);
  }
}
