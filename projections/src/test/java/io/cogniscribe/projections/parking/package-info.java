/** Tests of parked records. */
@NullMarked
package io.cogniscribe.projections.parking;

import org.jspecify.annotations.NullMarked;
