package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.engine.UnstorableException;
import io.cogniscribe.projections.progress.ProgressProjection;
import io.cogniscribe.projections.progress.TaskFact;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The progress projection with code that cannot apply some events until it is fixed. */
public final class FixableProgress implements RedisProjection<TaskFact> {

  private final ProgressProjection sound = new ProgressProjection();
  private final int version;
  private volatile Predicate<RecordedEvent<JobEvent>> unknown;

  public FixableProgress(Predicate<RecordedEvent<JobEvent>> unknown) {
    this(1, unknown);
  }

  public FixableProgress(int version, Predicate<RecordedEvent<JobEvent>> unknown) {
    this.version = version;
    this.unknown = unknown;
  }

  /** Fixes the code, so that it applies all events. */
  public void mend() {
    unknown = _ -> false;
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public String storedName() {
    return sound.storedName();
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public List<Source<TaskFact>> sources() {
    return List.of(
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            Codecs.jobEvents(),
            event -> {
              if (unknown.test(event)) {
                throw new UnstorableException(FixableJobs.REASON);
              }
              return TaskFact.of(event);
            }),
        sound.sources().getLast());
  }

  @Override
  public String script() {
    return sound.script();
  }

  @Override
  public Object changes(List<Event<TaskFact>> events, Instant now) {
    return sound.changes(events, now);
  }

  @Override
  public List<String> keysToForget() {
    return sound.keysToForget();
  }

  @Override
  public List<String> prefixes() {
    return sound.prefixes();
  }
}
