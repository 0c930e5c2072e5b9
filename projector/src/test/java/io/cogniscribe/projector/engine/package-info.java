/** Specifications of the machinery: positions, poison, failures at every point. */
@NullMarked
package io.cogniscribe.projector.engine;

import org.jspecify.annotations.NullMarked;
