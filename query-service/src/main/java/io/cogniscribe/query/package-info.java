/**
 * The read side over HTTP: serves the read models in PostgreSQL and Redis to the users who own the
 * data. It never uses Kafka and never writes.
 */
@NullMarked
package io.cogniscribe.query;

import org.jspecify.annotations.NullMarked;
