/** Specifications of what is set aside. */
@NullMarked
package io.cogniscribe.projector.parking;

import org.jspecify.annotations.NullMarked;
