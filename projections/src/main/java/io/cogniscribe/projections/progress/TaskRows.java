package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.jdbc.Sql;
import io.cogniscribe.projections.progress.ProgressChanges.State;
import io.cogniscribe.projections.progress.TaskFact.StatusChanged;
import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.topic.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * The jobs that changed within a day, each as the last change of its status. They determine the
 * tasks, except for workers' reports. The counters are determined by all jobs.
 */
public final class TaskRows extends KeyRows<StatusChanged> {

  /** Uses one minute less than a day, because the clocks of the two servers may differ. */
  private static final String QUERY =
      """
      SELECT id, user_id, version, status, attempt, updated_at FROM public.transcription_jobs
      WHERE updated_at > now() - interval '1439 minutes'
      """;

  public TaskRows() {
    super(new ProgressProjection(), List.of("jobs"), Topics.JOB_EVENTS, QUERY);
  }

  @Override
  protected StatusChanged read(ResultSet row) throws SQLException {
    return new StatusChanged(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getLong(3),
        null,
        JobStatus.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        row.getInt(5),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }

  @Override
  public UUID id(StatusChanged job) {
    return job.jobId();
  }

  @Override
  public UUID aggregate(StatusChanged job) {
    return job.jobId();
  }

  @Override
  public Supplier<List<String>> differing(AbstractPipeline redis, StatusChanged job) {
    String key = ProgressKeys.task(job.jobId());
    Response<Map<String, String>> task = redis.hgetAll(key);
    Response<Long> left = redis.pttl(key);
    return () -> left.get() >= 0 && isShown(job, task.get()) ? List.of() : List.of(key);
  }

  private static boolean isShown(StatusChanged job, Map<String, String> task) {
    State state =
        Objects.requireNonNull(
            ProgressFold.fold(List.of(job), job.at()).tasks().getFirst().state());
    return state.userId().equals(task.get("user_id"))
        && String.valueOf(state.version()).equals(task.get("version"))
        && (isReported(job, task) || isState(state, task));
  }

  /** Returns whether the task shows a report that is further than the job's last event. */
  private static boolean isReported(StatusChanged job, Map<String, String> task) {
    int attempt = Objects.requireNonNull(job.attempt());
    int reported = attempt(task);
    return JobStatus.PROCESSING.label().equals(task.get("status"))
        && switch (Objects.requireNonNull(job.to())) {
          case PENDING, PROCESSING -> reported >= attempt;
          case COMPLETED, FAILED -> reported > attempt;
          case CANCELLED -> false;
        };
  }

  private static int attempt(Map<String, String> task) {
    String attempt = task.getOrDefault("attempt", "");
    return attempt.matches("\\d{1,9}") ? Integer.parseInt(attempt) : 0;
  }

  private static boolean isState(State state, Map<String, String> task) {
    return state.status().equals(task.get("status"))
        && String.valueOf(state.percent()).equals(task.get("percent"))
        && state.updatedAt().equals(task.get("updated_at"))
        // A cancellation does not depend on the attempt.
        && (state.status().equals(JobStatus.CANCELLED.label())
            || String.valueOf(state.attempt()).equals(task.get("attempt")));
  }

  @Override
  public List<String> differingSums(Connection connection, UnifiedJedis redis) throws SQLException {
    Map<String, String> counts = new HashMap<>();
    Sql.forEach(
        connection,
        "SELECT status, count(*) FROM public.transcription_jobs GROUP BY status",
        row -> counts.put(row.getString(1), row.getString(2)));
    return Arrays.stream(JobStatus.values())
        .filter(status ->
            !counts
                .getOrDefault(status.label(), "0")
                .equals(Objects.requireNonNullElse(redis.get(ProgressKeys.counter(status)), "0")))
        .map(ProgressKeys::counter)
        .toList();
  }
}
