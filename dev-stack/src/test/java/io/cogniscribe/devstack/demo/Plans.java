package io.cogniscribe.devstack.demo;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Example data for the tests of this package. */
final class Plans {

  static final UUID USER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final UUID JOB = UUID.fromString("00000000-0000-4000-8000-000000000002");

  /** A recording of 160,000 bytes. */
  static final Transcript TEN_SECONDS =
      new Transcript("heart.mp3", "Cardiology", 25, 10, "The heart is a muscle.");

  private Plans() {}

  static JobPlan plan(Fate fate) {
    return new JobPlan(7, 0, fate, TEN_SECONDS);
  }

  static DemoJob demoJob(Step... acknowledged) {
    return new DemoJob(JOB, TEN_SECONDS, List.of(acknowledged), Optional.empty());
  }
}
