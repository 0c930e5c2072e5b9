package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to a record that is set aside. The record stays in the log.
 *
 * @param error why it could not be applied; null when an earlier one of its aggregate could not
 * @param schemaFingerprint of the schema that it was written with, in hex; null when unknown
 */
public record ParkedEvent(
    Coordinates at, String streamKey, @Nullable String error, @Nullable String schemaFingerprint) {}
