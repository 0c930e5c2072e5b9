package io.cogniscribe.query.consistency;

/** A partition of an event topic, as a projection reads it. */
record Source(String projection, String topic, int partition) {}
