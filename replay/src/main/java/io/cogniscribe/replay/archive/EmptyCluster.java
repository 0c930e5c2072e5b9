package io.cogniscribe.replay.archive;

import io.cogniscribe.topic.TopicDefinition;
import io.cogniscribe.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Checks that a cluster is empty, so that an import cannot mix two logs. */
record EmptyCluster(Cluster cluster) {

  /**
   * Requires an empty cluster.
   *
   * @throws ArchiveException when it is not empty; the message lists its content
   */
  void require() {
    Set<String> existing = cluster.topics();
    List<String> found = new ArrayList<>();
    existing.stream()
        .filter(topic -> topic.startsWith(Topics.DECIDERS + "-"))
        .sorted()
        .forEach(topic -> found.add(topic + " (state of the deciders)"));
    records(Topics.all().stream().map(TopicDefinition::name).filter(existing::contains).toList())
        .forEach((topic, end) -> found.add("%s (up to offset %d)".formatted(topic, end)));
    cluster.decided().keySet().stream()
        .findFirst()
        .ifPresent(_ -> found.add("offsets of the group " + Topics.DECIDERS));
    boolean isHalfImported = existing.contains(Topics.UNFINISHED_IMPORT);
    if (found.isEmpty() && !isHalfImported) {
      return;
    }
    throw new ArchiveException(
        "the cluster is not empty%s: %s. Stop the services, delete all topics and the group %s, "
                .formatted(
                    isHalfImported ? ", an import into it was interrupted" : "",
                    found.isEmpty() ? Topics.UNFINISHED_IMPORT : String.join(", ", found),
                    Topics.DECIDERS)
            + "or start Kafka on an empty folder, and import again");
  }

  private Map<String, Long> records(List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    cluster
        .describe(topics)
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    Map<String, Long> ends = new TreeMap<>();
    cluster
        .writtenEnds(partitions)
        .forEach((partition, end) -> {
          if (end > 0) {
            ends.merge(partition.topic(), end, Math::max);
          }
        });
    return ends;
  }
}
