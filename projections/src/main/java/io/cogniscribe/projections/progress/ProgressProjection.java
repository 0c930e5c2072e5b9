package io.cogniscribe.projections.progress;

import io.cogniscribe.job.JobStatus;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.progress.ProgressChanges.Counter;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folds the progress of each job, and the number of jobs by status, into Redis. */
public final class ProgressProjection implements RedisProjection<TaskFact> {

  @Override
  public String name() {
    return "progress";
  }

  /** The stored name is older than the name of the projection. */
  @Override
  public String storedName() {
    return "live";
  }

  @Override
  public List<Source<TaskFact>> sources() {
    return List.of(
        Source.log(Topics.JOB_EVENTS, Topics.JOB_COMMANDS, Codecs.jobEvents(), TaskFact::of),
        Source.reports(Topics.JOB_PROGRESS, Codecs.jobProgress(), TaskFact::ofReport));
  }

  @Override
  public String script() {
    return "live.lua";
  }

  @Override
  public Object changes(List<Event<TaskFact>> events, Instant now) {
    return ProgressFold.fold(events.stream().map(Event::fact).toList(), now);
  }

  @Override
  public List<String> keysToForget() {
    return Stream.of(JobStatus.values()).map(ProgressKeys::counter).toList();
  }

  /**
   * A job with reports for more than a day keeps these fields from its start, which a new fold no
   * longer has.
   */
  @Override
  public Set<String> fadingFields() {
    return Set.of("version", "attempt");
  }

  @Override
  public Map<String, Long> addends(TaskFact fact) {
    return ProgressFold.fold(List.of(fact), fact.at()).counters().stream()
        .collect(Collectors.toMap(Counter::key, Counter::change));
  }

  @Override
  public List<String> prefixes() {
    return List.of(ProgressKeys.TASK, ProgressKeys.TOMBSTONE, ProgressKeys.COUNTER);
  }
}
