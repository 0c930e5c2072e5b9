/** Sets records aside that a projection cannot apply, with the later ones of their aggregate. */
@NullMarked
package io.cogniscribe.projections.parking;

import org.jspecify.annotations.NullMarked;
