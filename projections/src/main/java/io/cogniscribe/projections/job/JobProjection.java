package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Fold;
import io.cogniscribe.projections.engine.Refusal;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.postgres.AggregateProjection;
import io.cogniscribe.projections.postgres.Table;
import io.cogniscribe.projections.postgres.TableRow;
import io.cogniscribe.projections.postgres.VerifiableProjection;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Folds the events of jobs into {@code transcription_jobs} and {@code job_history}. */
public final class JobProjection
    implements AggregateProjection<RecordedEvent<JobEvent>>,
        VerifiableProjection<RecordedEvent<JobEvent>> {

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public List<Source<RecordedEvent<JobEvent>>> sources() {
    return List.of(
        Source.log(Topics.JOB_EVENTS, Topics.JOB_COMMANDS, Codecs.jobEvents(), JobRow::checked));
  }

  @Override
  public List<Refusal<RecordedEvent<JobEvent>>> apply(
      Connection connection, List<Event<RecordedEvent<JobEvent>>> events) throws SQLException {
    Set<UUID> ids =
        events.stream().map(event -> event.fact().streamId()).collect(Collectors.toSet());
    Map<UUID, JobRow> stored =
        JobRow.TABLE.readBack(connection, ids).stream()
            .map(JobRow::of)
            .collect(Collectors.toMap(JobRow::id, Function.identity()));
    JobChanges changes = JobFold.fold(stored, events);
    JobRow.TABLE.delete(connection, changes.deleted());
    HistoryRow.TABLE.delete(connection, changes.deleted());
    JobRow.TABLE.upsert(connection, changes.written());
    HistoryRow.TABLE.append(connection, changes.history());
    return changes.refusals();
  }

  @Override
  public List<Refusal<RecordedEvent<JobEvent>>> load(
      Connection connection, List<Event<RecordedEvent<JobEvent>>> events) throws SQLException {
    JobChanges changes = JobFold.fold(Map.of(), events);
    JobRow.TABLE.append(connection, changes.written());
    HistoryRow.TABLE.append(connection, changes.history());
    return changes.refusals();
  }

  @Override
  public List<Table<?>> groupTables() {
    return List.of(JobRow.TABLE, HistoryRow.TABLE);
  }

  @Override
  public Optional<UUID> group(Event<RecordedEvent<JobEvent>> event) {
    return Optional.of(event.fact().streamId());
  }

  @Override
  public Fold<RecordedEvent<JobEvent>, TableRow> fold(List<Event<RecordedEvent<JobEvent>>> events) {
    JobChanges changes = JobFold.fold(Map.of(), events);
    List<TableRow> rows = new ArrayList<>();
    changes.written().forEach(job -> rows.add(JobRow.TABLE.row(job)));
    changes.history().forEach(line -> rows.add(HistoryRow.TABLE.row(line)));
    return new Fold<>(rows, changes.refusals().stream().findFirst());
  }
}
