package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import java.time.Instant;

/**
 * A record that an operator has one projection pass over, for good.
 *
 * @param reason in his words
 * @param by his id
 */
public record SkippedEvent(
    String projection,
    Coordinates at,
    String streamKey,
    String reason,
    String by,
    Instant skippedAt) {}
