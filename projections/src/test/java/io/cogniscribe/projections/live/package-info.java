/** Specifications of the live projection into Redis. */
@NullMarked
package io.cogniscribe.projections.live;

import org.jspecify.annotations.NullMarked;
