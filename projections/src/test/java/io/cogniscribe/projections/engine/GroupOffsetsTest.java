package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The comparison of a group's offsets with one store. */
final class GroupOffsetsTest {

  private static final TopicPartition PARTITION = new TopicPartition("jobs.events", 1);

  private final GroupOffsets offsets = new GroupOffsets();

  @Test
  void countsNothingWhenTheStoreIsAsFarAsTheGroup() {
    offsets.compare(Map.of(PARTITION, 40L), Map.of(PARTITION, 40L));
    offsets.compare(Map.of(PARTITION, 40L), Map.of(PARTITION, 41L));

    assertThat(offsets.appliedElsewhere()).isZero();
  }

  @Test
  void countsAPartitionWhenTheGroupIsAheadAtTwoLooks() {
    offsets.compare(Map.of(PARTITION, 40L), Map.of());
    assertThat(offsets.appliedElsewhere()).isZero();
    offsets.compare(Map.of(PARTITION, 50L), Map.of(PARTITION, 49L));
    assertThat(offsets.appliedElsewhere()).isOne();

    offsets.compare(Map.of(PARTITION, 50L), Map.of(PARTITION, 50L));

    assertThat(offsets.appliedElsewhere()).isZero();
  }
}
