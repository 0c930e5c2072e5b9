package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.message.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The expected job keys in Redis after events and reports that are all less than a day old. They
 * are computed job by job, deliberately without code of the projection.
 */
public final class NaiveTasks {

  private NaiveTasks() {}

  /** Returns the fields of each key. */
  public static Map<String, Map<String, String>> of(
      List<RecordedEvent<JobEvent>> events, List<RecordedEvent<JobProgressed>> reports) {
    Map<UUID, RecordedEvent<JobEvent>> last = new HashMap<>();
    Map<UUID, Integer> attempts = new HashMap<>();
    for (RecordedEvent<JobEvent> event : events) {
      last.put(event.streamId(), event);
      if (event.payload() instanceof JobRetried retried) {
        attempts.put(event.streamId(), retried.attempt());
      }
    }
    Map<UUID, RecordedEvent<JobProgressed>> reported = new HashMap<>();
    reports.forEach(report -> reported.put(report.streamId(), report));
    Map<UUID, String> statuses = new HashMap<>();
    NaiveFold.of(events)
        .jobs()
        .forEach(row ->
            statuses.put(
                (UUID) Objects.requireNonNull(row.get("id")), String.valueOf(row.get("status"))));
    Map<String, Map<String, String>> tasks = new HashMap<>();
    last.forEach((id, event) -> {
      if (!(event.payload() instanceof JobDeleted)) {
        int attempt = attempts.getOrDefault(id, 1);
        String status = Objects.requireNonNull(statuses.get(id));
        tasks.put("task:" + id, task(event, status, attempt, reported.get(id)));
      }
    });
    return tasks;
  }

  private static Map<String, String> task(
      RecordedEvent<JobEvent> event,
      String status,
      int attempt,
      @Nullable RecordedEvent<JobProgressed> report) {
    Map<String, String> task = new HashMap<>();
    task.put("user_id", event.payload().userId().toString());
    task.put("status", status);
    task.put("attempt", String.valueOf(attempt));
    task.put("version", String.valueOf(event.version()));
    task.put("percent", status.equals("completed") ? "100" : "0");
    task.put("updated_at", event.recordedAt().toString());
    if (status.equals("processing") && report != null && report.payload().attempt() == attempt) {
      task.put("percent", String.valueOf(report.payload().percent()));
      task.put("stage", report.payload().stage().label());
      task.put("updated_at", report.recordedAt().toString());
      String message = report.payload().message();
      if (message != null) {
        task.put("message", message);
      }
    }
    return task;
  }
}
