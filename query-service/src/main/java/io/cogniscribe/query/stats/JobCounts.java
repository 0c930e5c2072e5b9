package io.cogniscribe.query.stats;

import java.util.List;
import java.util.Map;

/** How many jobs there are in each status. */
record JobCounts(long pending, long processing, long completed, long failed, long cancelled) {

  static final List<String> STATUSES =
      List.of("pending", "processing", "completed", "failed", "cancelled");

  /** The counts by status; a status that is not in the map has none. */
  static JobCounts of(Map<String, Long> byStatus) {
    return new JobCounts(
        byStatus.getOrDefault("pending", 0L),
        byStatus.getOrDefault("processing", 0L),
        byStatus.getOrDefault("completed", 0L),
        byStatus.getOrDefault("failed", 0L),
        byStatus.getOrDefault("cancelled", 0L));
  }
}
