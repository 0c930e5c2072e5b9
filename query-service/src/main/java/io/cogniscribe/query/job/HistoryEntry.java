package io.cogniscribe.query.job;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a job.
 *
 * @param version of the job after it; {@code status} and {@code attempt} are those after it, too
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
