package io.cogniscribe.projections.engine;

/**
 * An event that does not fit the state of its aggregate in the projection.
 *
 * @param reason for operators, without quoting the event
 */
public record Refusal<E>(Decoded.Event<E> event, String reason) {}
