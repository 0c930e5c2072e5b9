package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.engine.Source;
import io.cogniscribe.projections.job.JobChanges;
import io.cogniscribe.projections.job.JobFold;
import io.cogniscribe.projections.job.JobRow;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's row, to be explained. */
public final class JobSubject implements Subject<RecordedEvent<JobEvent>> {

  private final UUID id;
  private final Source<TakenFact<RecordedEvent<JobEvent>>> source =
      Source.log(
          Topics.JOB_EVENTS,
          Topics.JOB_COMMANDS,
          Codecs.jobEvents(),
          event -> TakenFact.of(event, JobRow.checked(event)));

  public JobSubject(UUID id) {
    this.id = id;
  }

  @Override
  public Source<TakenFact<RecordedEvent<JobEvent>>> source() {
    return source;
  }

  @Override
  public Set<UUID> streams() {
    return Set.of(id);
  }

  @Override
  public boolean concerns(RecordedEvent<JobEvent> event) {
    return true;
  }

  @Override
  public RowFold<RecordedEvent<JobEvent>> fold() {
    return new Fold();
  }

  /** The row, texts included, after each event. */
  private static final class Fold implements RowFold<RecordedEvent<JobEvent>> {

    private @Nullable JobRow row;

    @Override
    public @Nullable String apply(
        Coordinates at, RecordedEvent<JobEvent> event, int skippedBefore) {
      Map<UUID, JobRow> stored = row == null ? Map.of() : Map.of(row.id(), row);
      String key = event.streamId().toString();
      JobChanges changes =
          JobFold.fold(
              stored,
              List.of(new Decoded.Event<>(at, key, Decoded.NO_CAUSE, event, skippedBefore)));
      if (!changes.refusals().isEmpty()) {
        return changes.refusals().getFirst().reason();
      }
      row = changes.written().isEmpty() ? null : changes.written().getFirst();
      return null;
    }

    @Override
    public Map<String, @Nullable Object> row() {
      return row == null ? Map.of() : JobRow.TABLE.row(row).values();
    }
  }
}
