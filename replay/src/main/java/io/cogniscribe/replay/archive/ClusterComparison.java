package io.cogniscribe.replay.archive;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.replay.archive.Manifest.ArchivedPartition;
import io.cogniscribe.replay.archive.Manifest.ArchivedTopic;
import io.cogniscribe.settings.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Compares an archive with the current cluster. */
record ClusterComparison(KafkaSource kafka) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  void run(Manifest manifest, Findings findings) {
    try (Cluster cluster = new Cluster(kafka, PATIENCE)) {
      Set<String> topics = cluster.topics();
      long behind = 0;
      for (ArchivedTopic topic : manifest.topics()) {
        if (!topics.contains(topic.name())) {
          findings.note("the cluster has no topic " + topic.name());
        } else if (!isSame(cluster, topic)) {
          findings.note(
              "the cluster's %s is another topic than the archived one: not compared"
                  .formatted(topic.name()));
        } else {
          behind += behind(cluster, topic, manifest.extract() == null, findings);
        }
      }
      findings.note("the cluster is %,d offsets ahead of the archive".formatted(behind));
    } catch (UnavailableException e) {
      findings.note("not compared with the cluster: " + e.getMessage());
    }
  }

  private static boolean isSame(Cluster cluster, ArchivedTopic topic) {
    return cluster.describe(topic.name()).topicId().toString().equals(topic.id());
  }

  private static long behind(
      Cluster cluster, ArchivedTopic topic, boolean isWhole, Findings findings) {
    List<TopicPartition> partitions =
        topic.partitions().stream()
            .map(each -> new TopicPartition(topic.name(), each.partition()))
            .toList();
    Map<TopicPartition, Long> ends = cluster.ends(partitions);
    long behind = 0;
    for (ArchivedPartition archived : topic.partitions()) {
      TopicPartition partition = new TopicPartition(topic.name(), archived.partition());
      long end = ends.getOrDefault(partition, 0L);
      if (end < archived.end()) {
        findings.problem(
            "%s ends at %d in the cluster and at %d in the archive: the cluster has lost records"
                .formatted(partition, end, archived.end()));
      } else if (isWhole) {
        behind += end - archived.end();
      }
    }
    return behind;
  }
}
