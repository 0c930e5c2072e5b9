package io.cogniscribe.projections.engine;

/** Where a partition without a stored position starts, in which topic. */
public record Start(String topicId, long offset) {}
