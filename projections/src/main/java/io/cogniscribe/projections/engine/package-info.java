/** The machinery that no feature owns: reads the log, folds it through a projection, once. */
@NullMarked
package io.cogniscribe.projections.engine;

import org.jspecify.annotations.NullMarked;
