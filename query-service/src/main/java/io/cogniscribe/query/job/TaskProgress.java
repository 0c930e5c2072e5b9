package io.cogniscribe.query.job;

import io.cogniscribe.query.store.RedisReads;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a job in Redis, a hash that is kept for a day.
 *
 * @param version job version of its state; 0 if only a progress report has arrived
 */
record TaskProgress(UUID owner, long version, Progress progress) {

  /** Fields in the order in which {@link #read} takes their values. */
  private static final List<Object> FIELDS =
      List.of(
          "user_id", "status", "stage", "percent", "message", "attempt", "version", "updated_at");

  /**
   * Returns the task, or empty if Redis does not answer, or the hash is missing or unreadable. Only
   * Redis has the progress.
   */
  static Optional<TaskProgress> find(RedisReads redis, UUID jobId) {
    return redis
        .read(template -> template.opsForHash().multiGet("task:" + jobId, FIELDS))
        .flatMap(values -> read(jobId, values));
  }

  private static Optional<TaskProgress> read(UUID jobId, List<@Nullable Object> values) {
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
          new TaskProgress(
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
