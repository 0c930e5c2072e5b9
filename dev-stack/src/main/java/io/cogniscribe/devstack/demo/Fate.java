package io.cogniscribe.devstack.demo;

import static io.cogniscribe.devstack.demo.Step.CANCEL;
import static io.cogniscribe.devstack.demo.Step.COMPLETE;
import static io.cogniscribe.devstack.demo.Step.DELETE;
import static io.cogniscribe.devstack.demo.Step.FAIL;
import static io.cogniscribe.devstack.demo.Step.PROGRESS_25;
import static io.cogniscribe.devstack.demo.Step.PROGRESS_50;
import static io.cogniscribe.devstack.demo.Step.PROGRESS_60;
import static io.cogniscribe.devstack.demo.Step.PROGRESS_75;
import static io.cogniscribe.devstack.demo.Step.RETRY;
import static io.cogniscribe.devstack.demo.Step.START;
import static io.cogniscribe.devstack.demo.Step.SUBMIT;

import java.util.List;
import java.util.random.RandomGenerator;

/** The life of a job. The shares cover every transition of the life cycle. */
enum Fate {
  COMPLETED(80),
  FAILED(7),
  RETRIED(4),
  WAITING(2),
  IN_PROGRESS(1),
  CANCELLED_WHILE_PENDING(2),
  CANCELLED_WHILE_PROCESSING(2),
  DELETED(2);

  private final int percent;

  Fate(int percent) {
    this.percent = percent;
  }

  /** Returns the steps of such a job, in order. */
  List<Step> steps() {
    return switch (this) {
      case COMPLETED ->
          List.of(SUBMIT, START, PROGRESS_25, PROGRESS_50, PROGRESS_60, PROGRESS_75, COMPLETE);
      case FAILED -> List.of(SUBMIT, START, PROGRESS_25, FAIL);
      case RETRIED -> List.of(SUBMIT, START, FAIL, RETRY, START, PROGRESS_50, COMPLETE);
      case WAITING -> List.of(SUBMIT);
      case IN_PROGRESS -> List.of(SUBMIT, START, PROGRESS_25);
      case CANCELLED_WHILE_PENDING -> List.of(SUBMIT, CANCEL);
      case CANCELLED_WHILE_PROCESSING -> List.of(SUBMIT, START, PROGRESS_25, CANCEL);
      case DELETED -> List.of(SUBMIT, START, PROGRESS_25, COMPLETE, DELETE);
    };
  }

  /** Returns a random fate; each is as frequent as its share. */
  static Fate draw(RandomGenerator random) {
    int left = random.nextInt(100);
    for (Fate fate : values()) {
      left -= fate.percent;
      if (left < 0) {
        return fate;
      }
    }
    throw new IllegalStateException("the shares do not add up to 100");
  }
}
