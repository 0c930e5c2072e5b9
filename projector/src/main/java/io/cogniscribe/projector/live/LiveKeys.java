package io.cogniscribe.projector.live;

import io.cogniscribe.job.JobStatus;
import java.util.UUID;

/** The names of the keys that show jobs in Redis. */
final class LiveKeys {

  private LiveKeys() {}

  static String task(UUID jobId) {
    return "task:" + jobId;
  }

  /** Tells late progress of a deleted job from the first progress of another. */
  static String tombstone(UUID jobId) {
    return "projection:live:deleted:" + jobId;
  }

  static String counter(JobStatus status) {
    return "counter:jobs:" + status.label();
  }
}
