/**
 * Projections into PostgreSQL: rows and positions change in one transaction, many rows a statement.
 */
@NullMarked
package io.cogniscribe.projections.postgres;

import org.jspecify.annotations.NullMarked;
