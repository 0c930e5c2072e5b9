/** Tests of the engine: positions, poison, and failures at every point. */
@NullMarked
package io.cogniscribe.projections.engine;

import org.jspecify.annotations.NullMarked;
