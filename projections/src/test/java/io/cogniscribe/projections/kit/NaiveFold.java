package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.message.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The expected rows of jobs and usage after some events. They are computed event by event in
 * mutable maps, deliberately without code of the projections.
 */
public final class NaiveFold {

  /** The price of a minute of audio in tests, in cents. */
  public static final int TARIFF = 7;

  private final Map<UUID, Map<String, @Nullable Object>> jobs = new HashMap<>();
  private final List<Map<String, @Nullable Object>> history = new ArrayList<>();
  private final Map<String, Map<String, @Nullable Object>> usage = new HashMap<>();
  private final Map<String, Long> micros = new HashMap<>();

  public static NaiveFold of(List<RecordedEvent<JobEvent>> events) {
    NaiveFold fold = new NaiveFold();
    events.forEach(fold::apply);
    return fold;
  }

  /** Returns the rows of {@code transcription_jobs}, in any order. */
  public List<Map<String, @Nullable Object>> jobs() {
    return List.copyOf(jobs.values());
  }

  /** Returns the rows of {@code job_history}, in any order. */
  public List<Map<String, @Nullable Object>> history() {
    return history;
  }

  /** Returns the rows of {@code usage_statistics}, in any order. */
  public List<Map<String, @Nullable Object>> usage() {
    usage.forEach((key, row) ->
        row.put("total_processing_seconds", micros.getOrDefault(key, 0L) / 1_000_000.0));
    return List.copyOf(usage.values());
  }

  /** Returns the number of jobs by status. */
  public Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    for (Map<String, @Nullable Object> row : jobs.values()) {
      counters.merge(String.valueOf(row.get("status")), 1L, Long::sum);
    }
    return counters;
  }

  private void apply(RecordedEvent<JobEvent> event) {
    if (event.payload() instanceof JobDeleted) {
      jobs.remove(event.streamId());
      history.removeIf(line -> event.streamId().equals(line.get("job_id")));
      return;
    }
    Map<String, @Nullable Object> row =
        jobs.computeIfAbsent(event.streamId(), _ -> new HashMap<>());
    if (event.payload() instanceof JobSubmitted submitted) {
      submit(row, event, submitted);
    } else if (event.payload() instanceof JobStarted started) {
      row.put("status", "processing");
      row.put("attempt", started.attempt());
      row.put("processing_started_at", event.recordedAt());
    } else if (event.payload() instanceof JobCompleted completed) {
      complete(row, event, completed);
    } else if (event.payload() instanceof JobFailed failed) {
      row.put("status", "failed");
      row.put("error_code", failed.errorCode());
      row.put("error_message", failed.errorMessage());
      end(row, event);
      add(usage(event), "failed_jobs", 1);
    } else if (event.payload() instanceof JobRetried retried) {
      row.put("status", "pending");
      row.put("attempt", retried.attempt());
      for (String cleared :
          List.of(
              "error_code",
              "error_message",
              "processing_started_at",
              "processing_completed_at",
              "processing_duration_seconds")) {
        row.put(cleared, null);
      }
    } else if (event.payload() instanceof JobCancelled) {
      row.put("status", "cancelled");
    }
    row.put("version", event.version());
    row.put("updated_at", event.recordedAt());
    history.add(line(row, event));
  }

  private static void submit(
      Map<String, @Nullable Object> row, RecordedEvent<JobEvent> event, JobSubmitted submitted) {
    for (String empty :
        List.of(
            "transcript_text",
            "summary_text",
            "transcript_duration",
            "segment_count",
            "language_detected",
            "processing_started_at",
            "processing_completed_at",
            "processing_duration_seconds",
            "error_message",
            "error_code")) {
      row.put(empty, null);
    }
    row.put("id", event.streamId());
    row.put("user_id", submitted.userId());
    row.put("filename", submitted.filename());
    row.put("original_filename", submitted.originalFilename());
    row.put("file_size_bytes", submitted.fileSizeBytes());
    row.put("file_path", submitted.filePath());
    row.put("status", "pending");
    row.put("summary_ratio", submitted.summaryRatio());
    row.put("subject", submitted.subject());
    row.put("async_mode", submitted.asyncMode());
    row.put("attempt", 1);
    row.put("created_at", event.recordedAt());
  }

  private void complete(
      Map<String, @Nullable Object> row, RecordedEvent<JobEvent> event, JobCompleted completed) {
    row.put("status", "completed");
    row.put("transcript_text", completed.transcriptText());
    row.put("summary_text", completed.summaryText());
    row.put("transcript_duration", completed.transcriptDuration());
    row.put("segment_count", completed.segmentCount());
    row.put("language_detected", completed.languageDetected());
    end(row, event);
    Map<String, @Nullable Object> month = usage(event);
    add(month, "total_files_processed", 1);
    add(month, "successful_jobs", 1);
    add(month, "total_bytes_processed", completed.fileSizeBytes());
    add(month, "estimated_cost_cents", Math.round(completed.transcriptDuration() * TARIFF / 60));
    micros.merge(
        monthKey(event),
        Duration.between(completed.startedAt(), event.recordedAt()).toNanos() / 1000,
        Long::sum);
  }

  private static void end(Map<String, @Nullable Object> row, RecordedEvent<JobEvent> event) {
    row.put("processing_completed_at", event.recordedAt());
    Instant started = (Instant) Objects.requireNonNull(row.get("processing_started_at"));
    row.put(
        "processing_duration_seconds",
        ChronoUnit.MICROS.between(started, event.recordedAt()) / 1_000_000.0);
  }

  private static Map<String, @Nullable Object> line(
      Map<String, @Nullable Object> row, RecordedEvent<JobEvent> event) {
    Map<String, @Nullable Object> line = new HashMap<>();
    line.put("job_id", event.streamId());
    line.put("version", event.version());
    line.put("event_id", event.eventId());
    line.put("event_type", event.payload().getClass().getSimpleName());
    line.put("status", row.get("status"));
    line.put("attempt", row.get("attempt"));
    line.put("actor_kind", "worker");
    line.put("actor_id", "worker-7");
    line.put("recorded_at", event.recordedAt());
    return line;
  }

  private static String monthKey(RecordedEvent<JobEvent> event) {
    return event.payload().userId() + "/" + event.recordedAt().toString().substring(0, 7);
  }

  private Map<String, @Nullable Object> usage(RecordedEvent<JobEvent> event) {
    String key = monthKey(event);
    Map<String, @Nullable Object> row = usage.computeIfAbsent(key, _ -> new HashMap<>());
    if (row.isEmpty()) {
      row.put("id", UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
      row.put("user_id", event.payload().userId());
      row.put("month", event.recordedAt().toString().substring(0, 7));
      row.put("created_at", event.recordedAt());
      row.put("updated_at", event.recordedAt());
      for (String sum :
          List.of(
              "total_files_processed",
              "total_bytes_processed",
              "successful_jobs",
              "failed_jobs",
              "estimated_cost_cents")) {
        row.put(sum, 0L);
      }
    }
    if (event.recordedAt().isBefore((Instant) Objects.requireNonNull(row.get("created_at")))) {
      row.put("created_at", event.recordedAt());
    }
    if (event.recordedAt().isAfter((Instant) Objects.requireNonNull(row.get("updated_at")))) {
      row.put("updated_at", event.recordedAt());
    }
    return row;
  }

  private static void add(Map<String, @Nullable Object> row, String column, long amount) {
    row.put(column, (long) Objects.requireNonNull(row.get(column)) + amount);
  }
}
