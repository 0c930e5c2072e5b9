package io.cogniscribe.query.job;

import io.cogniscribe.query.store.RedisReads;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What Redis knows of jobs: the only place where progress is kept. */
@Repository
class LiveTasks {

  private final RedisReads redis;

  LiveTasks(RedisReads redis) {
    this.redis = redis;
  }

  /** Empty when Redis knows nothing of the job, or does not answer. */
  Optional<LiveTask> find(UUID jobId) {
    return redis
        .read(template -> template.opsForHash().multiGet(LiveTask.key(jobId), LiveTask.FIELDS))
        .flatMap(values -> LiveTask.read(jobId, values));
  }
}
