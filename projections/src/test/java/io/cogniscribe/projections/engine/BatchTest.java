package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests the positions of partitions after a batch. */
final class BatchTest {

  private static final TopicPartition ONE = new TopicPartition("jobs.events", 1);
  private static final TopicPartition TWO = new TopicPartition("jobs.events", 2);

  @Test
  void eachPartitionMovesFromWhereItStandsToBehindItsLastRecord() {
    Batch<String> batch =
        Batch.of(
            List.of(event(TWO, 20, 7), event(TWO, 22, 9), event(ONE, 5, 3)),
            Map.of(ONE, 5L, TWO, 18L));

    assertThat(batch.advances())
        .containsExactly(new Advance(ONE, 5, 6, 3), new Advance(TWO, 18, 23, 9));
  }

  @Test
  void aBatchOfPoisonMovesThePositionAndNoConsistencyToken() {
    Decoded<String> poison = new Decoded.Poison<>(new Coordinates(ONE, 8), "key", "bad", null);

    Batch<String> batch = Batch.of(List.of(poison), Map.of(ONE, 8L));

    assertThat(batch.advances()).containsExactly(new Advance(ONE, 8, 9, Decoded.NO_CAUSE));
  }

  @Test
  void aRecordOfAPartitionWithoutPositionIsRefused() {
    assertThatThrownBy(() -> Batch.of(List.of(event(ONE, 0, 0)), Map.of(TWO, 0L)))
        .isInstanceOf(NullPointerException.class);
  }

  private static Decoded<String> event(TopicPartition partition, long offset, long cause) {
    return new Decoded.Event<>(new Coordinates(partition, offset), "key", cause, "fact");
  }
}
