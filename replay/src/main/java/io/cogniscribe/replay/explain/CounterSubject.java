package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.progress.ProgressKeys;
import io.cogniscribe.projections.progress.TaskFact;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The number of jobs with a status, to be explained. Its events are in every partition. */
public final class CounterSubject implements Subject<TaskFact> {

  /** The one column of a counter. */
  public static final String VALUE = "value";

  private final JobStatus status;
  private final Source<TakenFact<TaskFact>> source =
      Source.log(
          Topics.JOB_EVENTS,
          Topics.JOB_COMMANDS,
          Codecs.jobEvents(),
          event -> TakenFact.of(event, TaskFact.of(event)));

  public CounterSubject(JobStatus status) {
    this.status = status;
  }

  /** The counter's key in Redis. */
  public String key() {
    return ProgressKeys.counter(status);
  }

  @Override
  public Source<TakenFact<TaskFact>> source() {
    return source;
  }

  @Override
  public Set<UUID> streams() {
    return Set.of();
  }

  @Override
  public boolean concerns(TaskFact fact) {
    return change(fact) != 0;
  }

  private long change(TaskFact fact) {
    return switch (fact) {
      case TaskFact.StatusChanged changed ->
          (changed.to() == status ? 1 : 0) - (changed.from() == status ? 1 : 0);
      case TaskFact.Progressed _ -> 0;
    };
  }

  @Override
  public RowFold<TaskFact> fold() {
    return new Fold();
  }

  /** The running total. A counter without events is 0. */
  private final class Fold implements RowFold<TaskFact> {

    private long value;

    @Override
    public @Nullable String apply(Coordinates at, TaskFact fact, int skippedBefore) {
      value += change(fact);
      return null;
    }

    @Override
    public Map<String, @Nullable Object> row() {
      return Map.of(VALUE, value);
    }
  }
}
