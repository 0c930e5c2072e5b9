/** The projection engine: reads the log and folds each record through a projection exactly once. */
@NullMarked
package io.cogniscribe.projections.engine;

import org.jspecify.annotations.NullMarked;
