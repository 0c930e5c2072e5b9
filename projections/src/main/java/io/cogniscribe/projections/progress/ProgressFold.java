package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.progress.ProgressChanges.Counter;
import io.cogniscribe.projections.progress.ProgressChanges.Progress;
import io.cogniscribe.projections.progress.ProgressChanges.State;
import io.cogniscribe.projections.progress.ProgressChanges.Task;
import io.cogniscribe.projections.progress.TaskFact.Progressed;
import io.cogniscribe.projections.progress.TaskFact.StatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folds a batch in memory into one change for each job and each counter. */
final class ProgressFold {

  /** The time for which a task is kept after its last change. */
  static final Duration KEPT = Duration.ofHours(24);

  private static final int DONE = 100;

  private final Instant now;
  private final Map<UUID, Job> jobs = new LinkedHashMap<>();
  private final Map<JobStatus, Long> counters = new EnumMap<>(JobStatus.class);

  private ProgressFold(Instant now) {
    this.now = now;
  }

  /**
   * Folds a batch.
   *
   * @param now facts that have expired by this time leave no task
   */
  static ProgressChanges fold(List<TaskFact> facts, Instant now) {
    ProgressFold fold = new ProgressFold(now);
    for (TaskFact fact : facts) {
      Job job = fold.jobs.computeIfAbsent(fact.jobId(), _ -> new Job());
      switch (fact) {
        case StatusChanged changed -> {
          fold.count(changed.from(), -1);
          fold.count(changed.to(), 1);
          job.add(changed);
        }
        case Progressed progressed -> job.add(progressed);
      }
    }
    return fold.changes();
  }

  private void count(@Nullable JobStatus status, long change) {
    if (status != null) {
      counters.merge(status, change, Long::sum);
    }
  }

  private ProgressChanges changes() {
    return new ProgressChanges(
        jobs.entrySet().stream()
            .map(entry -> task(entry.getKey(), entry.getValue()))
            .filter(task ->
                task.deletedUntil() != null || task.state() != null || task.progress() != null)
            .toList(),
        counters.entrySet().stream()
            .filter(counter -> counter.getValue() != 0)
            .map(counter -> new Counter(ProgressKeys.counter(counter.getKey()), counter.getValue()))
            .toList());
  }

  private Task task(UUID id, Job job) {
    StatusChanged changed = isKept(job.changed) ? job.changed : null;
    Progressed progressed = isKept(job.progressed) ? job.progressed : null;
    Long deletedUntil = changed != null && changed.to() == null ? (Long) expiry(changed) : null;
    return new Task(
        ProgressKeys.task(id),
        ProgressKeys.tombstone(id),
        deletedUntil,
        changed == null || deletedUntil != null ? null : state(changed, job.attempt),
        progressed == null ? null : progress(progressed));
  }

  private boolean isKept(@Nullable TaskFact fact) {
    return fact != null && fact.at().plus(KEPT).isAfter(now);
  }

  private static State state(StatusChanged changed, @Nullable Integer attempt) {
    JobStatus status = Objects.requireNonNull(changed.to());
    return new State(
        changed.userId().toString(),
        status.label(),
        attempt,
        status == JobStatus.COMPLETED ? DONE : 0,
        changed.version(),
        changed.at().toString(),
        expiry(changed));
  }

  private static Progress progress(Progressed progressed) {
    return new Progress(
        progressed.userId().toString(),
        progressed.attempt(),
        progressed.stage(),
        progressed.percent(),
        progressed.message(),
        progressed.at().toString(),
        expiry(progressed));
  }

  private static long expiry(TaskFact fact) {
    return fact.at().plus(KEPT).getEpochSecond();
  }

  /** The state of one job during the fold. */
  private static final class Job {

    private @Nullable StatusChanged changed;
    private @Nullable Progressed progressed;
    private @Nullable Integer attempt;

    private void add(StatusChanged fact) {
      changed = fact;
      attempt = fact.attempt() == null ? attempt : fact.attempt();
    }

    private void add(Progressed fact) {
      if (progressed == null || fact.attempt() >= progressed.attempt()) {
        progressed = fact;
      }
    }
  }
}
