package io.cogniscribe.projections.job;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * What a batch changes.
 *
 * @param written new and changed rows
 * @param deleted jobs whose row and timeline disappear
 * @param history new lines, of jobs that are still there
 */
public record JobChanges(
    List<JobRow> written,
    List<UUID> deleted,
    List<HistoryRow> history,
    List<Refusal<RecordedEvent<JobEvent>>> refusals) {}
