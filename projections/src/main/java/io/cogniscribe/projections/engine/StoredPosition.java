package io.cogniscribe.projections.engine;

/**
 * The stored position of a partition.
 *
 * @param topicId the id of the topic that the offset belongs to
 * @param nextOffset the first offset whose record is not in the store
 * @param foreign whether another loop has claimed the partition since this one did
 */
public record StoredPosition(String topicId, long nextOffset, boolean foreign) {}
