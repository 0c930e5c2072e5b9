package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobStatus;
import java.util.UUID;

/** The names of the Redis keys for the progress of jobs. */
public final class ProgressKeys {

  static final String TASK = "task:";
  static final String TOMBSTONE = "projection:live:deleted:";
  static final String COUNTER = "counter:jobs:";

  private ProgressKeys() {}

  static String task(UUID jobId) {
    return TASK + jobId;
  }

  /** Returns the key that marks a deleted job, so that its late progress is ignored. */
  static String tombstone(UUID jobId) {
    return TOMBSTONE + jobId;
  }

  /** Returns the key with the number of jobs that have a status. */
  public static String counter(JobStatus status) {
    return COUNTER + status.label();
  }
}
