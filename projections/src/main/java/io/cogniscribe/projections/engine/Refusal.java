package io.cogniscribe.projections.engine;

/**
 * An event that does not fit what a projection has of its aggregate.
 *
 * @param reason for operators, without quoting the event
 */
public record Refusal<E>(Decoded.Event<E> event, String reason) {}
