package io.cogniscribe.projections.progress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of a batch, as the argument of the script. Null values are omitted from the JSON. */
record ProgressChanges(List<Task> tasks, List<Counter> counters) {

  /**
   * The changes of one job's task.
   *
   * @param deletedUntil set when the job was deleted: the time until which late progress of it may
   *     still arrive, in seconds since 1970
   * @param state the last state in the batch
   * @param progress the last progress of the latest attempt in the batch
   */
  record Task(
      String key,
      String tombstone,
      @Nullable Long deletedUntil,
      @Nullable State state,
      @Nullable Progress progress) {}

  /** The state of the task after the job's event. */
  record State(
      String userId,
      String status,
      @Nullable Integer attempt,
      int percent,
      long version,
      String updatedAt,
      long expireAt) {}

  /** The state of the task after the report. */
  record Progress(
      String userId,
      int attempt,
      String stage,
      int percent,
      @Nullable String message,
      String updatedAt,
      long expireAt) {}

  /** The change of a counter. */
  record Counter(String key, long change) {}
}
