package io.cogniscribe.projections.parking;

import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.Actor;
import io.cogniscribe.projections.engine.Coordinates;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A record that one projection permanently skips, on an operator's decision.
 *
 * @param reason the operator's reason
 * @param by the operator's id
 */
public record SkippedEvent(
    String projection,
    Coordinates at,
    String streamKey,
    String reason,
    String by,
    Instant skippedAt) {

  static SkippedEvent of(SkippedRecord skipped, Actor by, Instant at) {
    return new SkippedEvent(
        skipped.projection(),
        new Coordinates(new TopicPartition(skipped.topic(), skipped.partition()), skipped.offset()),
        skipped.streamKey(),
        skipped.reason(),
        by.id(),
        at);
  }
}
