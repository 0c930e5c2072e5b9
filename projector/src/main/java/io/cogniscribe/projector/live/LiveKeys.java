package io.cogniscribe.projector.live;

import io.cogniscribe.job.JobStatus;
import java.util.UUID;

/** The names of the keys that show jobs in Redis. */
final class LiveKeys {

  static final String TASK = "task:";
  static final String TOMBSTONE = "projection:live:deleted:";
  static final String COUNTER = "counter:jobs:";

  private LiveKeys() {}

  static String task(UUID jobId) {
    return TASK + jobId;
  }

  /** Tells late progress of a deleted job from the first progress of another. */
  static String tombstone(UUID jobId) {
    return TOMBSTONE + jobId;
  }

  static String counter(JobStatus status) {
    return COUNTER + status.label();
  }
}
