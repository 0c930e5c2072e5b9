/** Runs statements through JDBC. */
@NullMarked
package io.cogniscribe.projections.jdbc;

import org.jspecify.annotations.NullMarked;
