/** Specifications of the tables and their migrations. */
@NullMarked
package io.cogniscribe.projector.postgres;

import org.jspecify.annotations.NullMarked;
