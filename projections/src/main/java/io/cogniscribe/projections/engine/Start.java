package io.cogniscribe.projections.engine;

/** The topic id and the offset at which a partition without a stored position starts. */
public record Start(String topicId, long offset) {}
