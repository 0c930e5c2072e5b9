package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.engine.UnstorableException;
import io.cogniscribe.projections.job.JobProjection;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The jobs projection with code that cannot apply some events until it is fixed. */
public final class FixableJobs
    implements AggregateProjection<RecordedEvent<JobEvent>>,
        VerifiableProjection<RecordedEvent<JobEvent>> {

  public static final String REASON = "this code does not know it";

  private final JobProjection sound = new JobProjection();
  private final int version;
  private volatile Predicate<RecordedEvent<JobEvent>> unknown;

  public FixableJobs(Predicate<RecordedEvent<JobEvent>> unknown) {
    this(1, unknown);
  }

  public FixableJobs(int version, Predicate<RecordedEvent<JobEvent>> unknown) {
    this.version = version;
    this.unknown = unknown;
  }

  /** Fixes the code, so that it applies all events. */
  public void mend() {
    unknown = _ -> false;
  }

  private RecordedEvent<JobEvent> known(RecordedEvent<JobEvent> event) {
    if (unknown.test(event)) {
      throw new UnstorableException(REASON);
    }
    return event;
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public List<String> tables() {
    return sound.tables();
  }

  @Override
  public List<Source<RecordedEvent<JobEvent>>> sources() {
    return List.of(
        Source.log(Topics.JOB_EVENTS, Topics.JOB_COMMANDS, Codecs.jobEvents(), this::known));
  }

  @Override
  public List<Refusal<RecordedEvent<JobEvent>>> apply(
      Connection connection, List<Event<RecordedEvent<JobEvent>>> events) throws SQLException {
    return sound.apply(connection, events);
  }

  @Override
  public List<Refusal<RecordedEvent<JobEvent>>> load(
      Connection connection, List<Event<RecordedEvent<JobEvent>>> events) throws SQLException {
    return sound.load(connection, events);
  }

  @Override
  public List<Table<?>> groupTables() {
    return sound.groupTables();
  }

  @Override
  public Optional<UUID> group(Event<RecordedEvent<JobEvent>> event) {
    return sound.group(event);
  }

  @Override
  public Fold<RecordedEvent<JobEvent>, TableRow> fold(List<Event<RecordedEvent<JobEvent>>> events) {
    return sound.fold(events);
  }
}
