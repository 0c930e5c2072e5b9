package io.cogniscribe.devstack.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Counts by name, in display order. */
record Figures(Map<String, Long> values) {

  static final List<String> STATUSES =
      List.of("pending", "processing", "completed", "failed", "cancelled");

  Figures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static String jobs(String status) {
    return "jobs " + status;
  }

  static String usage(String column) {
    return "usage " + column;
  }

  static String audit(String action) {
    return "audit " + action;
  }

  /**
   * Returns the figures that the stores must hold if only the acknowledged writes have happened.
   */
  static Figures acknowledged(int users, List<DemoJob> demoJobs) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("users", (long) users);
    for (String status : STATUSES) {
      values.put(jobs(status), demoJobs.stream().filter(demoJob -> is(demoJob, status)).count());
    }
    long completed = count(demoJobs, Step.COMPLETE);
    values.put(usage("files"), completed);
    values.put(usage("successful"), completed);
    values.put(usage("failed"), count(demoJobs, Step.FAIL));
    values.put(
        usage("bytes"),
        demoJobs.stream()
            .mapToLong(
                demoJob -> demoJob.count(Step.COMPLETE) * demoJob.transcript().fileSizeBytes())
            .sum());
    values.put(audit("register"), (long) users);
    for (Step step : Step.values()) {
      if (!step.auditAction().isEmpty()) {
        values.put(audit(step.auditAction()), count(demoJobs, step));
      }
    }
    return new Figures(values);
  }

  /** Returns the figure, or empty if this source does not have it. */
  Optional<Long> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the difference to earlier figures of the same names. */
  Figures since(Figures earlier) {
    Map<String, Long> added = new LinkedHashMap<>();
    values.forEach((name, value) -> added.put(name, value - earlier.get(name).orElse(0L)));
    return new Figures(added);
  }

  /** Returns whether every figure of this source has the expected value. */
  boolean agreeWith(Figures expected) {
    return values.entrySet().stream()
        .allMatch(each -> Objects.equals(expected.values().get(each.getKey()), each.getValue()));
  }

  private static boolean is(DemoJob demoJob, String status) {
    return demoJob.status().filter(status::equals).isPresent();
  }

  private static long count(List<DemoJob> demoJobs, Step step) {
    return demoJobs.stream().mapToLong(demoJob -> demoJob.count(step)).sum();
  }
}
