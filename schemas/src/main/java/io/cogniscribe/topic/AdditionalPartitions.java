package io.cogniscribe.topic;

import static io.cogniscribe.topic.TopicSetup.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions that were added to a topic. The product neither writes to them nor reads them, and
 * Kafka cannot remove them. Records in them are commands that are never decided, or events that are
 * never read, so a service refuses to start.
 */
record AdditionalPartitions(Admin admin) {

  private static final Logger log = LoggerFactory.getLogger(AdditionalPartitions.class);

  /**
   * Warns of empty additional partitions, and returns a line for each topic that has records in
   * them.
   *
   * @throws TopicSetupException when Kafka does not answer
   */
  List<String> problems(Collection<TopicDescription> topics) {
    List<String> problems = new ArrayList<>();
    for (TopicDescription topic : topics) {
      List<TopicPartition> additional =
          IntStream.range(Topics.PARTITIONS, topic.partitions().size())
              .mapToObj(number -> new TopicPartition(topic.name(), number))
              .toList();
      if (additional.isEmpty()) {
        continue;
      }
      List<TopicPartition> filled = filled(additional);
      if (filled.isEmpty()) {
        log.warn(
            "{} has {} partitions: {} were added to its {} and are ignored",
            topic.name(),
            topic.partitions().size(),
            additional.size(),
            Topics.PARTITIONS);
      } else {
        problems.add(
            "%s has records in %s, which were added to its %d partitions and are not read: see docs/additional-partitions.md"
                .formatted(topic.name(), filled, Topics.PARTITIONS));
      }
    }
    return problems;
  }

  private List<TopicPartition> filled(List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    return partitions.stream()
        .filter(partition -> !Objects.equals(begins.get(partition), ends.get(partition)))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(
            admin
                .listOffsets(
                    partitions.stream().collect(Collectors.toMap(each -> each, _ -> which)))
                .all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
