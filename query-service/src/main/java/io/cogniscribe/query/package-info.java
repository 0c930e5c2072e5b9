/**
 * The read side over HTTP: what the projections hold in PostgreSQL and Redis, to whom it belongs.
 * It never sees Kafka and never writes.
 */
@NullMarked
package io.cogniscribe.query;

import org.jspecify.annotations.NullMarked;
