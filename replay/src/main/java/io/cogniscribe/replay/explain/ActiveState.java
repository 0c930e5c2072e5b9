package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.parking.Skips;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What readers see of a subject. */
public sealed interface ActiveState {

  /**
   * A row, as one snapshot shows it with the positions that it belongs to.
   *
   * @param row by column; empty when there is none
   * @param next the first offset of each partition that is not in it
   * @param parked how many of the subject's records are parked in the active generation
   * @param skips the records that are passed over
   */
  record Row(
      Map<String, @Nullable Object> row, Map<TopicPartition, Long> next, long parked, Skips skips)
      implements ActiveState {

    boolean has(TopicPartition partition, long offset) {
      return offset < next.getOrDefault(partition, 0L);
    }
  }

  /** The store does not answer. */
  record Unknown(String reason) implements ActiveState {}

  /** What operators had passed over; where nobody can be asked, nothing. */
  default Skips skipped() {
    return switch (this) {
      case Row row -> row.skips();
      case Unknown _ -> Skips.NONE;
    };
  }

  /**
   * How a row compares with the log.
   *
   * @param equal null when it could not be compared
   * @param reason why it could not
   * @param unread how many of the subject's events the active generation has not read yet
   * @param differing the columns that are not what the log says
   */
  record Verdict(
      @Nullable Boolean equal,
      @Nullable String reason,
      long unread,
      long parked,
      List<String> differing,
      Map<String, @Nullable Object> row) {}
}
