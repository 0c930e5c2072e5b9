package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.util.List;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor;

/**
 * Assigns the tasks of the partitions that the log has. For a partition that somebody has added to
 * a command topic, Kafka Streams would create one more task and stop, because the changelogs have
 * no partition for it. Kafka Streams has no setting for this; the assignor is the one place that
 * sees how many partitions there are.
 */
public final class RecordedPartitions extends StreamsPartitionAssignor {

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription) {
    return super.assign(recorded(metadata), groupSubscription);
  }

  private static Cluster recorded(Cluster cluster) {
    List<PartitionInfo> partitions =
        cluster.topics().stream()
            .flatMap(topic -> cluster.partitionsForTopic(topic).stream())
            .filter(partition -> partition.partition() < Topics.PARTITIONS)
            .toList();
    return new Cluster(
        cluster.clusterResource().clusterId(),
        cluster.nodes(),
        partitions,
        cluster.unauthorizedTopics(),
        cluster.invalidTopics(),
        cluster.internalTopics(),
        cluster.controller());
  }
}
