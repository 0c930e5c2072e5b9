package io.cogniscribe.query.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The hash that Redis keeps of a job for a day.
 *
 * @param version of the job, as far as its state has come; 0 when only a report has
 */
record LiveTask(UUID owner, long version, Progress progress) {

  /** In the order in which {@link #read} takes their values. */
  static final List<Object> FIELDS =
      List.of(
          "user_id", "status", "stage", "percent", "message", "attempt", "version", "updated_at");

  static String key(UUID jobId) {
    return "task:" + jobId;
  }

  /** The task, or empty when the hash is not there or not one that can be read. */
  static Optional<LiveTask> read(UUID jobId, List<@Nullable Object> values) {
    String owner = text(values, 0);
    String status = text(values, 1);
    if (owner == null || status == null) {
      return Optional.empty();
    }
    try {
      Integer percent = integer(values, 3);
      String version = text(values, 6);
      String updatedAt = text(values, 7);
      return Optional.of(
          new LiveTask(
              UUID.fromString(owner),
              version == null ? 0 : Long.parseLong(version),
              new Progress(
                  jobId,
                  status,
                  text(values, 2),
                  percent == null ? 0 : percent,
                  text(values, 4),
                  integer(values, 5),
                  updatedAt == null ? null : Instant.parse(updatedAt))));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer integer(List<@Nullable Object> values, int index) {
    String text = text(values, index);
    return text == null ? null : Integer.valueOf(text);
  }

  private static @Nullable String text(List<@Nullable Object> values, int index) {
    return values.get(index) instanceof String text && !text.isEmpty() ? text : null;
  }
}
