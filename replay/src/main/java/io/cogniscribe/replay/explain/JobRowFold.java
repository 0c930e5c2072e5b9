package io.cogniscribe.replay.explain;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.projections.job.JobChanges;
import io.cogniscribe.projections.job.JobFold;
import io.cogniscribe.projections.job.JobRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's row, texts included, after each event. */
public final class JobRowFold implements RowFold<RecordedEvent<JobEvent>> {

  private @Nullable JobRow row;

  private JobRowFold() {}

  /** Returns a job's row, to be explained. */
  public static Subject<RecordedEvent<JobEvent>> subject(UUID id) {
    return new Subject<>(
        new Events<>(TakenFact.ofJobs(JobRow::checked), Set.of(id), _ -> true), JobRowFold::new);
  }

  @Override
  public @Nullable String apply(Coordinates at, RecordedEvent<JobEvent> event, int skippedBefore) {
    Map<UUID, JobRow> stored = row == null ? Map.of() : Map.of(row.id(), row);
    String key = event.streamId().toString();
    JobChanges changes =
        JobFold.fold(
            stored, List.of(new Decoded.Event<>(at, key, Decoded.NO_CAUSE, event, skippedBefore)));
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
