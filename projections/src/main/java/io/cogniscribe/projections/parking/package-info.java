/** Parks records that a projection cannot apply, with the later records of their aggregates. */
@NullMarked
package io.cogniscribe.projections.parking;

import org.jspecify.annotations.NullMarked;
