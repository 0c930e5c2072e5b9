package io.cogniscribe.query.job;

import io.cogniscribe.query.store.RedisReads;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Reads the progress of jobs from Redis, the only store that has it. */
@Repository
class TaskProgressStore {

  private final RedisReads redis;

  TaskProgressStore(RedisReads redis) {
    this.redis = redis;
  }

  /** Returns the task, or empty if Redis does not have it or does not answer. */
  Optional<TaskProgress> find(UUID jobId) {
    return redis
        .read(template ->
            template.opsForHash().multiGet(TaskProgress.key(jobId), TaskProgress.FIELDS))
        .flatMap(values -> TaskProgress.read(jobId, values));
  }
}
