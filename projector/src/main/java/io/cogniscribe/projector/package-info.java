/**
 * The projector service: builds the read models in PostgreSQL and Redis from the log, and verifies
 * them continuously.
 */
@NullMarked
package io.cogniscribe.projector;

import org.jspecify.annotations.NullMarked;
