package io.cogniscribe.projections.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parked aggregates of a projection with the same reason.
 *
 * @param reason the reason why the first record of each could not be applied, see {@link
 *     ReasonKind}; null when no attempt was made, because a retry was interrupted before it
 * @param schemaFingerprint the fingerprint of that record's schema, in hex; null when unknown
 * @param aggregates the number of aggregates
 * @param waiting the number of their later records
 * @param firstFailure the time at which the first of them was parked
 * @param lastFailure the last time at which one of them was parked or failed again
 * @param example the coordinates of one such record
 */
public record ParkedGroup(
    String projection,
    String topic,
    @Nullable String reason,
    @Nullable String schemaFingerprint,
    long aggregates,
    long waiting,
    Instant firstFailure,
    Instant lastFailure,
    String example) {}
