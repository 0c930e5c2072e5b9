package io.cogniscribe.projections.live;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.live.TaskFact.Progressed;
import io.cogniscribe.projections.live.TaskFact.StatusChanged;
import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.Life;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Redis should show of a job, told from all of its facts at once. The script that live runs
 * sees them in batches, and jobs and reports in any mutual order: it comes to the same, as long as
 * no fact expires.
 *
 * @param changed the last change of the job's status
 * @param attempt the latest attempt that a change of status tells
 * @param progressed the last report of the latest attempt
 * @param now what has expired by now is gone
 */
record ExpectedTask(
    @Nullable StatusChanged changed,
    @Nullable StatusChanged attempt,
    @Nullable Progressed progressed,
    List<TaskFact> facts,
    Instant now) {

  private static final String DONE = "100";

  static List<Expected> of(List<TaskFact> facts, Instant now) {
    StatusChanged changed = null;
    StatusChanged attempt = null;
    Progressed progressed = null;
    for (TaskFact fact : facts) {
      switch (fact) {
        case StatusChanged change -> {
          changed = change;
          attempt = change.attempt() == null ? attempt : change;
        }
        case Progressed report -> {
          if (progressed == null || report.attempt() >= progressed.attempt()) {
            progressed = report;
          }
        }
      }
    }
    return facts.isEmpty()
        ? List.of()
        : new ExpectedTask(changed, attempt, progressed, facts, now).expected();
  }

  private List<Expected> expected() {
    UUID id = facts.getFirst().jobId();
    Cell task = Cell.of(LiveKeys.task(id));
    Cell tombstone = Cell.of(LiveKeys.tombstone(id));
    if (progressed != null && isShown(progressed)) {
      return decidedBy(progressed, task, progress(task, progressed)).toList();
    }
    StatusChanged last = Objects.requireNonNull(changed);
    if (last.to() == null) {
      Content grave = Content.string("1", expiry(last));
      return Stream.concat(
              decidedBy(last, tombstone, new Expected.Held(tombstone, grave)),
              life(last) == Life.LASTING ? Stream.empty() : decidedBy(last, task, null))
          .toList();
    }
    return decidedBy(last, task, state(task, last, last.to())).toList();
  }

  /** A job that ended shows no progress, nor does one whose later attempt is known. */
  private boolean isShown(Progressed report) {
    if (changed == null) {
      return true;
    }
    if (changed.to() == null || changed.to() == JobStatus.CANCELLED) {
      return false;
    }
    int current = Objects.requireNonNullElse(changed.attempt(), 0);
    boolean hasEnded = changed.to() == JobStatus.COMPLETED || changed.to() == JobStatus.FAILED;
    return report.attempt() > current || (report.attempt() == current && !hasEnded);
  }

  /**
   * A cell that the winner of all facts decides. When it has expired and others have not, they may
   * show: live knows it only if it had applied it while it lasted.
   *
   * @param held what the winner leaves in it
   */
  private Stream<Expected> decidedBy(TaskFact winner, Cell cell, Expected.@Nullable Held held) {
    return switch (life(winner)) {
      case LASTING -> Stream.ofNullable(held);
      case FADING -> Stream.of(new Expected.Anything(cell));
      case OVER ->
          facts.stream().allMatch(fact -> life(fact) == Life.OVER)
              ? Stream.empty()
              : Stream.of(new Expected.Anything(cell));
    };
  }

  private Expected.Held progress(Cell cell, Progressed report) {
    Map<String, String> fields = new HashMap<>();
    fields.put("user_id", report.userId().toString());
    fields.put("status", JobStatus.PROCESSING.label());
    fields.put("attempt", String.valueOf(report.attempt()));
    fields.put("stage", report.stage());
    fields.put("percent", String.valueOf(report.percent()));
    fields.put("updated_at", report.at().toString());
    if (report.message() != null) {
      fields.put("message", report.message());
    }
    if (changed != null && life(changed) == Life.LASTING) {
      fields.put("version", String.valueOf(changed.version()));
      return held(cell, fields, expiry(report), Set.of());
    }
    return held(cell, fields, expiry(report), Set.of("version"));
  }

  private Expected.Held state(Cell cell, StatusChanged last, JobStatus status) {
    Map<String, String> fields = new HashMap<>();
    fields.put("user_id", last.userId().toString());
    fields.put("status", status.label());
    fields.put("percent", status == JobStatus.COMPLETED ? DONE : "0");
    fields.put("version", String.valueOf(last.version()));
    fields.put("updated_at", last.at().toString());
    Set<String> fading = new HashSet<>();
    // Where the event does not say, it is that of before, if there still was one.
    if (attempt != null && life(attempt) == Life.LASTING && !isAhead(progressed, attempt)) {
      fields.put("attempt", String.valueOf(attempt.attempt()));
    } else {
      fading.add("attempt");
    }
    return held(cell, fields, expiry(last), fading);
  }

  private static boolean isAhead(@Nullable Progressed report, StatusChanged change) {
    return report != null
        && report.attempt() > Objects.requireNonNullElse(change.attempt(), Integer.MAX_VALUE);
  }

  private static Expected.Held held(
      Cell cell, Map<String, String> fields, long expiry, Set<String> fading) {
    return new Expected.Held(cell, Content.hash(fields, expiry), fading, expiry, false);
  }

  private Life life(TaskFact fact) {
    return Life.of(expiry(fact), now);
  }

  private static long expiry(TaskFact fact) {
    return fact.at().plus(LiveFold.KEPT).getEpochSecond() * 1_000;
  }
}
