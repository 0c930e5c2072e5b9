package io.cogniscribe.query.consistency;

/** A partition of an event topic, as read by one projection. */
record Source(String projection, String topic, int partition) {}
