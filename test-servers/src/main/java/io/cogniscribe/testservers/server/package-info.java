/** Real Kafka, PostgreSQL and Redis as child processes, from Maven artifacts. */
@NullMarked
package io.cogniscribe.testservers.server;

import org.jspecify.annotations.NullMarked;
