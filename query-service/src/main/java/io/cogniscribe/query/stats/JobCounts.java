package io.cogniscribe.query.stats;

import java.util.List;
import java.util.Map;

/** Number of jobs by status. */
record JobCounts(long pending, long processing, long completed, long failed, long cancelled) {

  static final List<String> STATUSES =
      List.of("pending", "processing", "completed", "failed", "cancelled");

  /** Returns the counts of the map; a missing status counts 0. */
  static JobCounts of(Map<String, Long> byStatus) {
    return new JobCounts(
        byStatus.getOrDefault("pending", 0L),
        byStatus.getOrDefault("processing", 0L),
        byStatus.getOrDefault("completed", 0L),
        byStatus.getOrDefault("failed", 0L),
        byStatus.getOrDefault("cancelled", 0L));
  }
}
