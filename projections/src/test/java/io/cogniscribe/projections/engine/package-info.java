/** Specifications of the machinery: positions, poison, failures at every point. */
@NullMarked
package io.cogniscribe.projections.engine;

import org.jspecify.annotations.NullMarked;
