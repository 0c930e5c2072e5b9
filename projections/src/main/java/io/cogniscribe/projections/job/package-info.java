/** The jobs projection: the current state and the history of each job. */
@NullMarked
package io.cogniscribe.projections.job;

import org.jspecify.annotations.NullMarked;
