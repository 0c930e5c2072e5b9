package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobStatus;
import java.util.UUID;

/** The names of the keys that show jobs in Redis. */
public final class ProgressKeys {

  static final String TASK = "task:";
  static final String TOMBSTONE = "projection:live:deleted:";
  static final String COUNTER = "counter:jobs:";

  private ProgressKeys() {}

  static String task(UUID jobId) {
    return TASK + jobId;
  }

  /** Tells late progress of a deleted job from the first progress of another. */
  static String tombstone(UUID jobId) {
    return TOMBSTONE + jobId;
  }

  /** The key of how many jobs have a status. */
  public static String counter(JobStatus status) {
    return COUNTER + status.label();
  }
}
