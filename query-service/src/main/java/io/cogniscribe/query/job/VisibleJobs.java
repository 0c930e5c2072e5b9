package io.cogniscribe.query.job;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.store.RedisReads;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Jobs that a caller may see. A job that it may not see appears as missing; a read of another
 * user's job is recorded.
 */
@Component
class VisibleJobs {

  private final JobTable table;
  private final RedisReads redis;
  private final TextBudget budget;
  private final AccessRecords accesses;

  VisibleJobs(JobTable table, RedisReads redis, TextBudget budget, AccessRecords accesses) {
    this.table = table;
    this.redis = redis;
    this.budget = budget;
    this.accesses = accesses;
  }

  /** Returns the job, possibly without its texts; see {@link #whole}. */
  Optional<StoredJob> find(Caller caller, AccessAction action, UUID id) {
    return table.find(id).filter(stored -> sees(caller, action, id, stored.job().userId()));
  }

  private boolean sees(Caller caller, AccessAction action, UUID id, UUID owner) {
    if (!Ownership.seesJobsOf(caller, owner) && !hasPartIn(caller, id)) {
      accesses.refusedJob(id);
      return false;
    }
    accesses.ofJob(caller, action, id, owner);
    return true;
  }

  /**
   * Returns whether the caller submitted the job as a producer or started its last attempt as a
   * worker.
   */
  private boolean hasPartIn(Caller caller, UUID id) {
    return (caller.has(Role.PRODUCER) && table.wasSubmittedBy(id, caller.userId()))
        || (caller.has(Role.WORKER) && table.wasStartedBy(id, caller.userId()));
  }

  /** Returns the job with its texts; empty if it was deleted meanwhile. */
  Optional<Job> whole(StoredJob stored) {
    if (stored.whole()) {
      return Optional.of(stored.job());
    }
    budget.reserve(stored.textBytes());
    return table.findWhole(stored.job().id());
  }

  /** Returns the progress from Redis, or from the row if Redis does not have it. */
  Optional<Progress> progress(Caller caller, UUID id) {
    Optional<TaskProgress> task = TaskProgress.find(redis, id);
    return task.isPresent()
        ? task.filter(known -> sees(caller, AccessAction.READ_JOB_PROGRESS, id, known.owner()))
            .map(TaskProgress::progress)
        : find(caller, AccessAction.READ_JOB_PROGRESS, id).map(stored -> Progress.of(stored.job()));
  }

  /**
   * Returns the progress, never older than the row. For readers that waited for a write: the row
   * shows it, and Redis may not yet.
   */
  Optional<Progress> progressOfRow(Caller caller, UUID id) {
    return find(caller, AccessAction.READ_JOB_PROGRESS, id).map(stored -> progressOf(stored.job()));
  }

  /** Returns the progress of a job whose row has been read. */
  Progress progressOf(Job job) {
    return TaskProgress.find(redis, job.id())
        .filter(task -> task.version() >= job.version())
        .map(TaskProgress::progress)
        .orElseGet(() -> Progress.of(job));
  }
}
