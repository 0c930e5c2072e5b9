package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.progress.TaskFact;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running number of jobs with a status. A counter without events is 0. */
public final class CounterFold implements RowFold<TaskFact> {

  static final String VALUE = "value";

  private final JobStatus status;
  private long value;

  private CounterFold(JobStatus status) {
    this.status = status;
  }

  /** Returns the counter of a status, to be explained. Its events are in every partition. */
  public static Subject<TaskFact> subject(JobStatus status) {
    return new Subject<>(
        new Events<>(TakenFact.ofJobs(TaskFact::of), Set.of(), fact -> change(fact, status) != 0),
        () -> new CounterFold(status));
  }

  private static long change(TaskFact fact, JobStatus status) {
    return switch (fact) {
      case TaskFact.StatusChanged changed ->
          (changed.to() == status ? 1 : 0) - (changed.from() == status ? 1 : 0);
      case TaskFact.Progressed _ -> 0;
    };
  }

  @Override
  public @Nullable String apply(Coordinates at, TaskFact fact, int skippedBefore) {
    value += change(fact, status);
    return null;
  }

  @Override
  public Map<String, @Nullable Object> row() {
    return Map.of(VALUE, value);
  }
}
