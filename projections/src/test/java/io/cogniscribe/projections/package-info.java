/** Boundaries of the packages. */
@NullMarked
package io.cogniscribe.projections;

import org.jspecify.annotations.NullMarked;
