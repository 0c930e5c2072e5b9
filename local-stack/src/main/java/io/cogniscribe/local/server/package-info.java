/** Real Kafka, PostgreSQL and Redis as child processes, from Maven artifacts alone. */
@NullMarked
package io.cogniscribe.local.server;

import org.jspecify.annotations.NullMarked;
