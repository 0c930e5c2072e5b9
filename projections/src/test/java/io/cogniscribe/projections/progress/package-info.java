/** Specifications of the progress projection into Redis. */
@NullMarked
package io.cogniscribe.projections.progress;

import org.jspecify.annotations.NullMarked;
