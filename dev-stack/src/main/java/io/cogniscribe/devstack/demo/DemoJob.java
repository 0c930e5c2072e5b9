package io.cogniscribe.devstack.demo;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The acknowledged steps of one job, in order.
 *
 * @param complaint reason why the job ended before its plan; empty if it did not
 */
record DemoJob(
    UUID jobId, Transcript transcript, List<Step> acknowledged, Optional<String> complaint) {

  DemoJob {
    acknowledged = List.copyOf(acknowledged);
  }

  /** Returns the status that the job must have now; empty if it was deleted. */
  Optional<String> status() {
    return Optional.of(
            switch (acknowledged.getLast()) {
              case SUBMIT, RETRY -> "pending";
              case START, PROGRESS_25, PROGRESS_50, PROGRESS_60, PROGRESS_75 -> "processing";
              case COMPLETE -> "completed";
              case FAIL -> "failed";
              case CANCEL -> "cancelled";
              case DELETE -> "";
            })
        .filter(status -> !status.isEmpty());
  }

  long count(Step step) {
    return acknowledged.stream().filter(each -> each == step).count();
  }
}
