package io.cogniscribe.query.job;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of a job.
 *
 * @param version of the job after the event, as are {@code status} and {@code attempt}
 */
record HistoryEntry(
    long version,
    UUID eventId,
    String eventType,
    String status,
    int attempt,
    String actorKind,
    String actorId,
    Instant recordedAt) {}
