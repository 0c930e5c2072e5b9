/** Specifications of the live projection into Redis. */
@NullMarked
package io.cogniscribe.projector.live;

import org.jspecify.annotations.NullMarked;
