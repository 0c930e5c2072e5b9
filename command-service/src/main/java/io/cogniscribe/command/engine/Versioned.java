package io.cogniscribe.command.engine;

/**
 * The state of an aggregate and the version of its last event.
 *
 * @param version 0 if there is no event
 */
public record Versioned<S>(long version, S state) {}
