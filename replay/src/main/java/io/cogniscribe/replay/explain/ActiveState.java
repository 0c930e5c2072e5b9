package io.cogniscribe.replay.explain;

import io.cogniscribe.projections.parking.Skips;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The row or counter that readers see for a subject. */
public sealed interface ActiveState {

  /**
   * A row, and the positions at which one snapshot shows it.
   *
   * @param row by column; empty when the row does not exist
   * @param next the first offset of each partition that the row does not include
   * @param parked the number of the subject's records that are parked in the active generation
   * @param skips the records that operators skipped
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

  /** Returns the records that operators skipped; none when the store does not answer. */
  default Skips skipped() {
    return switch (this) {
      case Row row -> row.skips();
      case Unknown _ -> Skips.NONE;
    };
  }

  /**
   * The result of comparing a row with the log.
   *
   * @param equal null when the row could not be compared
   * @param reason the reason when it could not be compared
   * @param unread the number of the subject's events that the projector has not applied yet
   * @param differing the columns whose values differ from the log
   */
  record Verdict(
      @Nullable Boolean equal,
      @Nullable String reason,
      long unread,
      long parked,
      List<String> differing,
      Map<String, @Nullable Object> row) {}
}
