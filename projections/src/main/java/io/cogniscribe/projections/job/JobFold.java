package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Decoded.Event;
import io.cogniscribe.projections.engine.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folds a batch of job events over the stored rows, in memory. */
public final class JobFold {

  private final Map<UUID, Stream> streams = new LinkedHashMap<>();
  private final List<Refusal<RecordedEvent<JobEvent>>> refusals = new ArrayList<>();

  private JobFold() {}

  /**
   * Folds a batch.
   *
   * @param stored the rows of the batch's jobs, as far as they exist
   */
  public static JobChanges fold(
      Map<UUID, JobRow> stored, List<Event<RecordedEvent<JobEvent>>> events) {
    JobFold fold = new JobFold();
    for (Event<RecordedEvent<JobEvent>> event : events) {
      UUID id = event.fact().streamId();
      fold.apply(event, fold.streams.computeIfAbsent(id, _ -> new Stream(id, stored.get(id))));
    }
    return fold.changes();
  }

  private void apply(Event<RecordedEvent<JobEvent>> event, Stream stream) {
    if (stream.refused) {
      return;
    }
    String objection = objection(stream.row, event);
    if (objection == null) {
      stream.apply(event.fact());
    } else {
      stream.refused = true;
      refusals.add(new Refusal<>(event, objection));
    }
  }

  /**
   * Returns the reason why an event cannot be the next one of its job, or null. With a reason, the
   * log or the row is corrupt.
   */
  private static @Nullable String objection(
      @Nullable JobRow row, Event<RecordedEvent<JobEvent>> decoded) {
    RecordedEvent<JobEvent> event = decoded.fact();
    long version = row == null ? 0 : row.version();
    long missing = event.version() - (version + 1);
    if (missing < 0 || missing > decoded.skippedBefore()) {
      return "version %d follows version %d".formatted(event.version(), version);
    }
    boolean begins = event.payload() instanceof JobSubmitted;
    if (begins != (row == null)) {
      return begins ? "it is submitted a second time" : "it was never submitted";
    }
    return null;
  }

  private JobChanges changes() {
    List<JobRow> written = new ArrayList<>();
    List<UUID> deleted = new ArrayList<>();
    List<HistoryRow> history = new ArrayList<>();
    for (Stream stream : streams.values()) {
      if (stream.wasDeleted && stream.isStored) {
        deleted.add(stream.id);
      }
      if (stream.row != null && !stream.history.isEmpty()) {
        written.add(stream.row);
        history.addAll(stream.history);
      }
    }
    return new JobChanges(written, deleted, history, refusals);
  }

  /** The state of one job during the fold. */
  private static final class Stream {

    private final UUID id;
    private final boolean isStored;
    private final List<HistoryRow> history = new ArrayList<>();
    private @Nullable JobRow row;
    private boolean wasDeleted;
    private boolean refused;

    private Stream(UUID id, @Nullable JobRow stored) {
      this.id = id;
      this.row = stored;
      this.isStored = stored != null;
    }

    private void apply(RecordedEvent<JobEvent> event) {
      row = JobRow.evolve(row, event);
      if (row == null) {
        wasDeleted = true;
        history.clear();
      } else {
        history.add(HistoryRow.of(event, row));
      }
    }
  }
}
