package io.cogniscribe.projections.progress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch changes, as the script takes it. Absent values are left out of the JSON. */
record ProgressChanges(List<Task> tasks, List<Counter> counters) {

  /**
   * What becomes of one job's task.
   *
   * @param deletedUntil the job is gone; how long late progress of it may still come, in seconds
   *     since 1970
   * @param state the last state in the batch
   * @param progress the last progress of the latest attempt in the batch
   */
  record Task(
      String key,
      String tombstone,
      @Nullable Long deletedUntil,
      @Nullable State state,
      @Nullable Progress progress) {}

  /** The task as it is after the job's event. */
  record State(
      String userId,
      String status,
      @Nullable Integer attempt,
      int percent,
      long version,
      String updatedAt,
      long expireAt) {}

  /** The task as it is after the report. */
  record Progress(
      String userId,
      int attempt,
      String stage,
      int percent,
      @Nullable String message,
      String updatedAt,
      long expireAt) {}

  /** By how much a counter changes. */
  record Counter(String key, long change) {}
}
