/**
 * Projections into PostgreSQL. Rows and positions change in one transaction, with many rows in each
 * statement.
 */
@NullMarked
package io.cogniscribe.projections.postgres;

import org.jspecify.annotations.NullMarked;
