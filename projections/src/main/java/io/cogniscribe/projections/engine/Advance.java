package io.cogniscribe.projections.engine;

import org.apache.kafka.common.TopicPartition;

/**
 * The change of one partition's position by a batch, applied as compare-and-set.
 *
 * @param expected the next offset that the store must have
 * @param next the next offset after the batch
 * @param causeOffset the highest command offset behind the batch's events, or {@link
 *     Decoded#NO_CAUSE}
 */
public record Advance(TopicPartition partition, long expected, long next, long causeOffset) {}
