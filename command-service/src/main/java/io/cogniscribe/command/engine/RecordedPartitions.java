package io.cogniscribe.command.engine;

import io.cogniscribe.topic.Topics;
import java.util.List;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor;

/**
 * Assigns only the tasks of the log's original partitions. For a partition that was added to a
 * command topic, Kafka Streams would create another task and fail, because the changelogs lack that
 * partition. Kafka Streams has no setting for this; only the assignor sees the number of
 * partitions.
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
