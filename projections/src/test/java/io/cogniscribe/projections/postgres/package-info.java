/** Tests of the tables and their migrations. */
@NullMarked
package io.cogniscribe.projections.postgres;

import org.jspecify.annotations.NullMarked;
