/** Specifications of what is set aside. */
@NullMarked
package io.cogniscribe.projections.parking;

import org.jspecify.annotations.NullMarked;
