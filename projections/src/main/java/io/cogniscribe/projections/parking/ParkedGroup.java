package io.cogniscribe.projections.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Parked aggregates of a projection that have the same thing wrong with them.
 *
 * @param reason why the first record of each could not be applied, see {@link ReasonKind}; null
 *     when nobody has tried it: a retry was broken off before it
 * @param schemaFingerprint of the schema of that record, in hex; null when unknown
 * @param aggregates how many there are
 * @param waiting how many later records of them wait behind
 * @param firstFailure when the first of them was parked
 * @param lastFailure when one of them was parked, or failed again, the last time
 * @param example where such a record stands
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
