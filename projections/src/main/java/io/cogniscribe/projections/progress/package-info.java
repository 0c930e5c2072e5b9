/**
 * The progress projection into Redis: the progress of each job, and the number of jobs by status.
 */
@NullMarked
package io.cogniscribe.projections.progress;

import org.jspecify.annotations.NullMarked;
