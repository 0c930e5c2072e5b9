package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * The changes of a batch.
 *
 * @param written new and changed rows
 * @param deleted jobs whose row and history are deleted
 * @param history new history rows of jobs that still exist
 */
public record JobChanges(
    List<JobRow> written,
    List<UUID> deleted,
    List<HistoryRow> history,
    List<Refusal<RecordedEvent<JobEvent>>> refusals) {}
