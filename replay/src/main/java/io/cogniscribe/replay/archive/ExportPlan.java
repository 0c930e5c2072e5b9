package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.OffsetRange;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The records that an export adds to an archive.
 *
 * @param start the current archive, with the partitions that it will have
 * @param ranges the offset ranges to copy
 */
record ExportPlan(Manifest start, List<OffsetRange> ranges) {

  private static final String FOR_EVER = "-1";

  static ExportPlan of(
      Cluster cluster, KafkaSource kafka, Selection selection, Optional<Manifest> before) {
    Map<String, TopicDescription> topics = cluster.describe(selection.topics());
    String clusterId = cluster.id();
    before.ifPresent(archive -> requireSameLog(archive, clusterId, topics, selection));
    List<TopicPartition> partitions =
        topics.values().stream()
            .flatMap(topic ->
                IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
            .toList();
    Cut cut = Cut.now(cluster, kafka, partitions);
    Map<TopicPartition, Long> begins = begins(cluster, partitions, cut, selection);
    Map<TopicPartition, Long> ends = ends(cluster, cut, selection);
    Map<TopicPartition, ArchivedPartition> earlier =
        before.map(Manifest::partitions).orElse(Map.of());
    List<ArchivedTopic> archived = new ArrayList<>();
    List<OffsetRange> ranges = new ArrayList<>();
    for (String name : selection.topics()) {
      TopicDescription topic = Objects.requireNonNull(topics.get(name), name);
      SortedMap<String, String> config = cluster.settings(name);
      boolean keptForEver = FOR_EVER.equals(config.get(TopicConfig.RETENTION_MS_CONFIG));
      List<ArchivedPartition> each = new ArrayList<>();
      for (int number = 0; number < Topics.PARTITIONS; number++) {
        TopicPartition partition = new TopicPartition(name, number);
        ArchivedPartition start =
            start(
                partition,
                begins.getOrDefault(partition, 0L),
                earlier.get(partition),
                keptForEver,
                selection.extract() == null ? cut.decided().get(partition) : null);
        each.add(start);
        OffsetRange range =
            new OffsetRange(partition, start.end(), ends.getOrDefault(partition, start.end()));
        if (!range.isEmpty()) {
          ranges.add(range);
        }
      }
      archived.add(new ArchivedTopic(name, topic.topicId().toString(), config, each));
    }
    Manifest start =
        new Manifest(
            Manifest.FORMAT, clusterId, Instant.now().toString(), selection.extract(), archived);
    return new ExportPlan(start, ranges);
  }

  private static void requireSameLog(
      Manifest archive,
      String clusterId,
      Map<String, TopicDescription> topics,
      Selection selection) {
    boolean sameTopics =
        archive.topics().stream().map(ArchivedTopic::name).toList().equals(selection.topics());
    if (!sameTopics || !Objects.equals(archive.extract(), selection.extract())) {
      throw new ArchiveException(
          "the folder has an export of other topics or times. Export into another folder.");
    }
    for (ArchivedTopic topic : archive.topics()) {
      if (!archive.clusterId().equals(clusterId)
          || !topic
              .id()
              .equals(Objects.requireNonNull(topics.get(topic.name())).topicId().toString())) {
        throw new ArchiveException(
            "the folder has an export of another cluster's %s (cluster %s, topic %s): "
                    .formatted(topic.name(), archive.clusterId(), topic.id())
                + "export into another folder");
      }
    }
  }

  private static Map<TopicPartition, Long> begins(
      Cluster cluster, Collection<TopicPartition> partitions, Cut cut, Selection selection) {
    Map<TopicPartition, Long> begins = cluster.begins(partitions);
    Instant from = selection.from();
    if (from == null) {
      return begins;
    }
    Map<TopicPartition, Long> later = new HashMap<>();
    cluster
        .at(from, cut.ends())
        .forEach((partition, offset) ->
            later.put(partition, Math.max(offset, begins.getOrDefault(partition, 0L))));
    return later;
  }

  private static Map<TopicPartition, Long> ends(Cluster cluster, Cut cut, Selection selection) {
    Instant to = selection.to();
    return to == null ? cut.ends() : cluster.at(to, cut.ends());
  }

  /**
   * Returns the partition at which the export continues; an extract must continue where it ended.
   */
  private static ArchivedPartition start(
      TopicPartition partition,
      long begin,
      @Nullable ArchivedPartition archived,
      boolean keptForEver,
      @Nullable Long decidedUpTo) {
    if (archived != null && archived.end() >= begin) {
      return new ArchivedPartition(
          archived.partition(), archived.begin(), archived.end(), decidedUpTo, archived.segments());
    }
    if (archived != null && keptForEver) {
      throw new ArchiveException(
          "%s begins at offset %d, and the archive ends at %d: records between them are lost. "
                  .formatted(partition, begin, archived.end())
              + "Check the topic's retention, keep this archive, and export into another folder");
    }
    // The archived records have expired in the log.
    return new ArchivedPartition(partition.partition(), begin, begin, decidedUpTo, List.of());
  }
}
