package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to a parked record. The record stays in the log.
 *
 * @param error the reason why it could not be applied; null when it is parked only because an
 *     earlier record of its aggregate is
 * @param schemaFingerprint the fingerprint of the writer's schema, in hex; null when unknown
 */
public record ParkedEvent(
    Coordinates at, String streamKey, @Nullable String error, @Nullable String schemaFingerprint) {

  /** Returns the stream of the record. */
  public ParkedStream stream() {
    return new ParkedStream(at.partition(), streamKey);
  }
}
