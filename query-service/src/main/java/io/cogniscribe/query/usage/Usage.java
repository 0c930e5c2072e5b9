package io.cogniscribe.query.usage;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of usage_statistics.
 *
 * @param month YYYY-MM (UTC)
 * @param updatedAt null if the month has no jobs
 */
record Usage(
    UUID userId,
    String month,
    long totalFilesProcessed,
    long totalBytesProcessed,
    double totalProcessingSeconds,
    long successfulJobs,
    long failedJobs,
    long estimatedCostCents,
    @Nullable Instant updatedAt) {

  static Usage none(UUID userId, YearMonth month) {
    return new Usage(userId, month.toString(), 0, 0, 0, 0, 0, 0, null);
  }
}
